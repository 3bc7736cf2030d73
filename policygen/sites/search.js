// The search field of a school's policies. Without this, or opened from a disk, the list is all.
const form = document.getElementById("search_form");
const field = document.getElementById("search_words");
const count = document.getElementById("search_count");
const list = document.getElementById("search_found");
const most = 20; // policies that are shown, each with as many of its places as
const places = 3;

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}

function item(found) {
  const made = document.createElement("li");
  made.append(link(found.url, found.meta.title));
  const words = document.createElement("p");
  words.textContent = found.plain_excerpt;
  made.append(words);
  const inside = found.sub_results
    .filter((one) => one.url.includes("#"))
    .sort((one, other) => other.locations.length - one.locations.length)
    .slice(0, places);
  if (inside.length) {
    const under = document.createElement("ul");
    for (const one of inside) {
      const place = document.createElement("li");
      place.append(link(one.url, one.title));
      under.append(place);
    }
    made.append(under);
  }
  return made;
}

async function search(pagefind) {
  const words = field.value.trim();
  const answer = words ? await pagefind.debouncedSearch(words, {}, 200) : { results: [] };
  if (answer === null) return; // more was typed meanwhile
  const found = await Promise.all(answer.results.slice(0, most).map((one) => one.data()));
  if (words !== field.value.trim()) return;
  list.replaceChildren(...found.map(item));
  const sum = answer.results.length;
  const best = sum > most ? `; the ${most} that fit best are shown` : "";
  count.textContent = !words ? "" : sum === 1 ? "1 policy found" : `${sum || "No"} policies found${best}`;
}

try {
  const pagefind = await import("./search_index/pagefind.js");
  await pagefind.options({ baseUrl: new URL(".", location.href).pathname, excerptLength: 30 });
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(pagefind);
  });
  field.addEventListener("input", () => search(pagefind));
} catch {
  form.hidden = true;
}

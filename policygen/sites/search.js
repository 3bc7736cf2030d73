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
  words.textContent = `… ${found.plain_excerpt.trim()} …`;
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

function wordsIn(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

// Pagefind shortens a word until something begins so: "uniform" would find what is "unable". A
// policy is found if it has a word for each that was typed, and half of both is the same at least.
function has(found, asked) {
  const words = [...new Set(wordsIn(found.content))];
  return asked.every((one) => {
    const beginning = one.slice(0, Math.max(3, Math.ceil(one.length / 2)));
    return words.some((word) => word.startsWith(beginning));
  });
}

async function search(pagefind) {
  const words = field.value.trim();
  // Whoever comes back to this page finds what was searched for.
  history.replaceState(null, "", words ? `?search=${encodeURIComponent(words)}` : location.pathname);
  const answer = words ? await pagefind.debouncedSearch(words, {}, 200) : { results: [] };
  if (answer === null) return; // more was typed meanwhile
  const all = await Promise.all(answer.results.map((one) => one.data()));
  if (words !== field.value.trim()) return;
  const found = all.filter((one) => has(one, wordsIn(words)));
  list.replaceChildren(...found.slice(0, most).map(item));
  const sum = found.length;
  const best = sum > most ? `; the ${most} that fit best are shown` : "";
  const none = "No policies found: try other words, or fewer.";
  count.textContent = !words ? "" : sum > 1 ? `${sum} policies found${best}` : sum ? "1 policy found" : none;
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
  field.value = new URLSearchParams(location.search).get("search") ?? "";
  if (field.value) await search(pagefind);
} catch {
  form.hidden = true;
}

"use strict";
(() => {
  const SHOWN = 50;  // rows at first, and for each "Show more"
  // With a script, the browser keeps what is in noscript as text: that is the list.
  const source = document.querySelector("#list noscript").textContent;
  const lines = source.match(/^<tr class=.*$/gm) ?? [];
  const head = source.slice(0, source.indexOf("<tbody>"));
  const marks = lines.map((line) => ` ${line.slice(11, line.indexOf('">'))} `);
  const some = document.getElementById("some");
  const shown = document.getElementById("shown");
  const form = document.getElementById("filters");
  const more = document.getElementById("more");
  const box = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];

  // Whoever searches types straight marks and no accents, where the table has them.
  const signs = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');
  const words = (line) => plain(line.replace(/<[^>]*>/g, " ").replace(/&[#\w]+;/g, (sign) => signs[sign] ?? sign));
  const named = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";  // an address that somebody has mistyped
    }
  };
  const AT_ONCE = 400;  // rows whose words are read between two things that somebody does
  const texts = [];  // what each row says, read before anybody searches
  const read = (upTo) => {
    while (texts.length < upTo) texts.push(words(lines[texts.length]));
  };
  const readOn = () => {
    read(Math.min(texts.length + AT_ONCE, lines.length));
    if (texts.length < lines.length) setTimeout(readOn);
  };

  let found = [];
  let count = 0;
  let unknown = "";  // what is said where the address names a list that there isn't
  let whole = 0;  // rows of the list that the address names
  const body = () => some.querySelector("tbody");

  const show = (upTo) => {
    const next = found.slice(count, upTo);
    body().insertAdjacentHTML("beforeend", next.map((index) => lines[index]).join("\n"));
    count += next.length;
    more.hidden = count === found.length;
    const total = found.length.toLocaleString("en-GB");
    const first = count < found.length ? `, the first ${count.toLocaleString("en-GB")} of them here` : "";
    shown.textContent = `${unknown}${total} of ${whole.toLocaleString("en-GB")} match${first}.`;
  };

  const NO_LISTS = ["", "list", "main"];  // addresses that name none

  const filter = () => {
    const name = named();
    const list = document.querySelector(`h3.of[id="${CSS.escape(name)}"]`);
    unknown = list || NO_LISTS.includes(name) ? "" : `There is no list \u201c${name}\u201d here, so this is of all. `;
    const token = (mark) => (mark ? ` ${mark} ` : " ");  // the second is in all of them
    const own = token(list?.dataset.mark);
    const tokens = selects.map((one) => token(one.value));
    const searched = plain(box.value).split(/\s+/).filter(Boolean);
    if (searched.length) read(lines.length);
    found = [];
    whole = 0;
    for (let index = 0; index < lines.length; index += 1) {
      if (!marks[index].includes(own)) continue;
      whole += 1;
      if (tokens.every((mark) => marks[index].includes(mark))
        && searched.every((word) => texts[index].includes(word))) found.push(index);
    }
    count = 0;
    some.innerHTML = `${head}<tbody></tbody></table>`;
    show(SHOWN);
  };

  more.firstElementChild.addEventListener("click", () => {
    const before = count;
    show(count + SHOWN);
    const next = body().rows[before].cells[0];  // whoever goes by keys goes on from there
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  const goTo = () => {
    filter();
    if (unknown) shown.scrollIntoView({ block: "center" });  // where nothing else leads to
  };
  window.addEventListener("hashchange", goTo);
  document.addEventListener("click", (event) => {
    if (!event.target.closest('main a[href^="#"]')) return;
    form.reset();  // what was searched for would hide some of the list unseen
    filter();  // the address may stay as it is
  });
  window.addEventListener("beforeprint", () => show(found.length));
  form.hidden = false;
  goTo();
  setTimeout(readOn);
})();

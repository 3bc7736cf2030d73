"use strict";
(() => {
  const table = document.getElementById("register");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const rows = [...body.rows];
  const { compare } = new Intl.Collator("en-GB", { numeric: true });
  const order = (cell) => cell.dataset.order ?? cell.textContent;

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      table.caption.textContent = `Sorted by: ${head.textContent}`;
      const sign = down ? -1 : 1;
      const keys = new Map(rows.map((row) => [row, order(row.cells[column])]));
      rows.sort((one, two) => sign * compare(keys.get(one), keys.get(two)));
      body.remove();  // thousands of rows move faster out of sight
      body.append(...rows);
      table.append(body);
    });
  });

  const columns = heads.map((head) => head.textContent);
  const filtered = ["School", "Trust", "Policy", "State"].filter((name) => columns.includes(name));
  const filters = filtered.map((name) => {
    const column = columns.indexOf(name);
    const words = (row) => row.cells[column].textContent.split(name === "State" ? ", " : "\n");
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.append(name, document.createElement("br"), select);
    select.add(new Option("All", ""));
    [...new Set(rows.flatMap(words))].sort(compare).forEach((word) => select.add(new Option(word)));
    form.append(label);
    return (row) => select.value === "" || words(row).includes(select.value);
  });

  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "search";
  label.append("Search", document.createElement("br"), box);
  form.querySelector("h2").after(label);
  // Whoever searches types straight marks and no accents, where the table has them.
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  let searched = [];
  filters.push((row) => searched.every((word) => texts.get(row).includes(word)));

  form.addEventListener("input", () => {
    let count = 0;
    searched = plain(box.value).split(/\s+/);
    rows.forEach((row) => {
      row.hidden = !filters.every((fits) => fits(row));
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = `${count} of ${rows.length} shown`;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();

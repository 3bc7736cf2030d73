// A button that prints the page, made here: without a script it would do nothing.
const button = document.createElement("button");
button.type = "button";
button.textContent = "Print this page";
button.addEventListener("click", () => window.print());
const place = document.createElement("p");
place.className = "print";
place.append(button);
const above = [".formats", ".published", "h1"].map((one) => document.querySelector(`main > ${one}`));
above.find((one) => one).after(place);

// A field for several names: what is suggested follows the names that are typed already.
const own = new WeakMap();

document.addEventListener("input", ({ target }) => {
  if (!target.matches("input[data-several]")) return;
  const list = target.list;
  if (!own.has(list)) own.set(list, [...list.options].map((option) => option.value));
  const typed = target.value.split(",");
  typed.pop();
  const before = typed.map((name) => `${name.trim()}, `).join("");
  const taken = new Set(typed.map((name) => name.trim().toLowerCase()));
  const offered = own.get(list).filter((name) => !taken.has(name.toLowerCase()));
  list.replaceChildren(...offered.map((name) => new Option("", before + name)));
});

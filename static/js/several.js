// A field for several names: what is suggested follows the names that are typed already.
const own = new WeakMap();

function offer(field) {
  const list = field.list;
  if (!own.has(list)) own.set(list, [...list.options].map((option) => option.value));
  const typed = field.value.split(",");
  typed.pop();
  const before = typed.map((name) => `${name.trim()}, `).join("");
  const taken = new Set(typed.map((name) => name.trim().toLowerCase()));
  const offered = own.get(list).filter((name) => !taken.has(name.toLowerCase()));
  list.replaceChildren(...offered.map((name) => new Option("", before + name)));
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("input[data-several]")) offer(target);
});

// Who was faster than this script, or comes back to what they typed, is offered the same.
document.querySelectorAll("input[data-several]").forEach((field) => field.list && offer(field));

// My work from the keyboard: J and K move, X ticks, N opens the note, Enter opens the item.
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.activeElement.closest("[data-row]");

const select = (row) => {
  rows().forEach((other) => other.classList.toggle("is-sel", other === row));
  row.querySelector("[data-open]").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(current() ?? document.querySelector("[data-row].is-sel"));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  select(all[Math.min(Math.max(next, 0), all.length - 1)]);
};

const actions = {
  j: () => move(1),
  k: () => move(-1),
  x: () => current()?.querySelector(".tick")?.click(),
  n: () => {
    const link = current()?.querySelector("[data-open]");
    // Browsers give the note no focus on an address that names another place on the page.
    if (link) location.assign(link.href.replace(/#.*/, "&asks=note"));
  },
  "?": () => document.getElementById("keys")?.scrollIntoView({ block: "center" }),
};

// A tick that was refused has been read by the next key of these; Tab still leads to its link.
const forget = () => document.querySelectorAll("#alerts [data-refusal]").forEach((note) => note.remove());

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const action = actions[key];
  if (action || key === "z") forget();
  if (!action) return;
  event.preventDefault();
  action();
});

// A row that came back from the server stays the chosen one.
let chosen = "";
document.addEventListener("htmx:beforeRequest", () => {
  chosen = document.querySelector("[data-row].is-sel")?.id ?? "";
});
document.addEventListener("htmx:afterRequest", () => {
  // htmx gives a new row its own classes 20 ms later, when it settles.
  setTimeout(() => {
    const row = chosen && document.getElementById(chosen);
    // Whoever has gone on meanwhile stays where they are.
    if (row && !document.querySelector("[data-row].is-sel")) select(row);
  }, 60);
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  rows().forEach((other) => { if (other !== row) other.classList.remove("is-sel"); });
});

document.querySelectorAll("[data-submit]").forEach((field) => {
  field.addEventListener("change", () => field.form.requestSubmit());
});

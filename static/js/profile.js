// Sections are read and written in place: a form takes the focus, and what is saved or given up
// gives it back to where it came from. What somebody is writing is never swapped away.
const field = (section) => section.querySelector(".form-errors, .edit-x, .pf-f :is(input:not([type=hidden]), select, textarea)");
const answers = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
const opened = new WeakMap();
let from = "";

document.addEventListener("htmx:confirm", (event) => {
  const { elt, target } = event.detail;
  const form = target?.matches?.(".pf-s") && target.querySelector(".pf-f");
  if (!form || form.contains(elt)) return;
  if (!form.querySelector(".form-errors, .edit-x") && answers(form) === opened.get(form)) return;
  event.preventDefault();
  field(target).focus();
  document.dispatchEvent(new CustomEvent("say", { detail: { sentence: "Save or cancel what you are writing first." } }));
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.id && detail.elt.closest(".pf-s")) from = detail.elt.id;
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const section = detail.target.id && document.getElementById(detail.target.id);
  if (!section?.matches(".pf-s")) return;
  const form = section.querySelector(".pf-f");
  if (form) opened.set(form, answers(form));
  // What stands beside a section, such as who accepted it, asks anew once that was written in.
  else section.dispatchEvent(new Event("written", { bubbles: true }));
  const next = form ? field(section) : document.getElementById(from) ?? section;
  if (next.matches("div")) next.tabIndex = -1;
  next.focus({ preventScroll: Boolean(!form) });
  if (form) form.scrollIntoView({ block: "nearest" });
});

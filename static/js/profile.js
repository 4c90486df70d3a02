// Sections are read and written in place: a form takes the focus, and what is saved or given up
// gives it back to where it came from.
const field = (section) => section.querySelector(".form-errors, .edit-x, .pf-f :is(input:not([type=hidden]), select, textarea)");
let from = "";

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.id && detail.elt.closest(".pf-s")) from = detail.elt.id;
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const section = detail.target.id && document.getElementById(detail.target.id);
  if (!section?.matches(".pf-s")) return;
  const form = section.querySelector(".pf-f");
  // What stands beside a section, such as who accepted it, asks anew once that was written in.
  if (!form) section.dispatchEvent(new Event("written", { bubbles: true }));
  const next = form ? field(section) : document.getElementById(from) ?? section;
  if (next.matches("div")) next.tabIndex = -1;
  next.focus({ preventScroll: Boolean(!form) });
  if (form) form.scrollIntoView({ block: "nearest" });
});

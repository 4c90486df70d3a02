// Ticking: a double click is one click, focus goes to what is missing, and undo
// takes a note along that was begun.
document.addEventListener("click", (event) => {
  const box = event.target.closest(".tick");
  if (!box || event.detail < 2) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// A tick that is not possible says why.
document.addEventListener("click", (event) => {
  const box = event.target.closest(".tick[aria-disabled=true]");
  if (!box) return;
  const described = document.getElementById(box.getAttribute("aria-describedby"));
  const sentence = box.dataset.why || described?.textContent.trim();
  const icon = box.querySelector(".lk");
  if (sentence) document.dispatchEvent(new CustomEvent("say", { detail: { sentence, icon } }));
});

// Of the questions below an item one stands open at a time. A row that comes back with a mistake
// is put beside the old one for a moment, which must not close it.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  event.detail.target.querySelectorAll("details[name]").forEach((ask) => ask.removeAttribute("name"));
});

// After an answer: a form that came back with a mistake gets the focus. When it went away with
// what was asked for, the item has it.
document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.target;
  if (!row.querySelector?.(".detail")) return;
  const wrong = row.querySelector(".detail .is-invalid");
  if (wrong) wrong.focus();
  else if (document.activeElement === document.body) row.querySelector(".item-t").focus();
});

// A file is sent as soon as it is chosen.
document.addEventListener("change", (event) => {
  if (event.target.matches(".file-form [type=file]")) event.target.form.requestSubmit();
});

// Undo stands apart from the row, whose note may have been begun meanwhile; it goes along, but for
// the token of its form, which may be older than the one that the request has by now.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.querySelector("[data-undo]")) return;
  const item = detail.path.match(/\/items\/(\d+)\/untick\/$/)?.[1];
  const note = document.getElementById(`note-${item}`);
  if (!note) return;
  const typed = new FormData(note);
  typed.delete("csrfmiddlewaretoken");
  typed.forEach((value, name) => detail.formData.set(name, value));
});

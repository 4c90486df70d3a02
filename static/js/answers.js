// An answer that follows a form as somebody fills it in may bring other parts of that form. It must
// not undo what somebody has typed since the question was sent, nor take the focus away.
let form = null;
let sent = null;

const hasChanged = (part) => [...part.querySelectorAll("input:not([type=hidden]), select")].some(
  ({ name }) => name && new FormData(form).getAll(name).join() !== sent.getAll(name).join(),
);

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (!("notes" in target.dataset)) return;
  form = target.closest("form");
  sent = new FormData(form);
});

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target } = detail;
  if (!form?.contains(target)) return;
  if (target.contains(document.activeElement) || hasChanged(target)) detail.shouldSwap = false;
});

// The schedule's answer may bring other parts of the form. It must not undo what somebody has
// typed since the question was sent, nor take the focus away.
const form = document.getElementById("new");
let sent = form && new FormData(form);

const hasChanged = (part) => [...part.querySelectorAll("input:not([type=hidden]), select")].some(
  ({ name }) => name && (new FormData(form).get(name) || "") !== (sent.get(name) || ""),
);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "schedule") sent = new FormData(form);
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (!form || !form.contains(target)) return;
  if (target.contains(document.activeElement) || hasChanged(target)) event.detail.shouldSwap = false;
});

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

// The notes below a control come without it: say on the control what they say now.
const agree = (notes) => {
  const control = document.getElementById(notes.dataset.of);
  if (!control) return;
  const isWrong = notes.querySelector(".invalid-feedback") !== null;
  const described = [...notes.children].map(({ id }) => id).filter(Boolean).join(" ");
  control.classList.toggle("is-invalid", isWrong);
  if (isWrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  if (described) control.setAttribute("aria-describedby", described);
  else control.removeAttribute("aria-describedby");
};

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "schedule") form.querySelectorAll("[data-of]").forEach(agree);
});

// Where an answer brings the notes below a control without the control: say on it what they say now.
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
  if ("notes" in event.target.dataset) document.querySelectorAll("form [data-of]").forEach(agree);
});

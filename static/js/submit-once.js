// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[hx-post], [hx-get]") || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

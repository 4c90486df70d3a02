// Ctrl+Enter, on a Mac Cmd+Enter, sends the note or comment that is being typed: by the first button,
// or, where the text names somebody, by the one that tells people.
const NAMES = /(?<![\w@.+-])@\p{L}/u;

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-mentions] textarea")?.form;
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (event.repeat || event.isComposing) return;
  const tells = NAMES.test(event.target.value) && form.querySelector("[data-tells]");
  (tells || form.querySelector("[type=submit]")).click();
});

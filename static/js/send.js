// Ctrl+Enter, on a Mac Cmd+Enter, sends the note or comment that is being typed, by the first button.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-mentions] textarea")?.form;
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (!event.repeat && !event.isComposing) form.querySelector("[type=submit]").click();
});

// A toast stays for eight seconds, longer while somebody points at it or has focus in it.
const STAY = 8000;
const arm = (toast) => {
  let timer;
  const stay = () => clearTimeout(timer);
  const leave = () => { stay(); timer = setTimeout(() => toast.remove(), STAY); };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
  toast.addEventListener("shown", leave);
  leave();
};
const armAll = (root) => root.querySelectorAll(".toastx:not([data-armed])").forEach((toast) => {
  toast.dataset.armed = "";
  arm(toast);
});
// The newest stands there alone. What can be undone waits behind it for as long as it would have
// stayed, and comes back when the newest is undone: one tick after another can be taken back.
const toasts = () => document.getElementById("toasts");
const makeRoom = (undone) => [...toasts().children].forEach((toast) => {
  const form = toast.querySelector("form:has([data-undo])");
  if (!form || form.getAttribute("hx-post") === undone) toast.remove();
  else toast.hidden = true;
});
let answered;
document.addEventListener("htmx:beforeSwap", ({ detail }) => { answered = detail.requestConfig.path; });
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target === toasts()) makeRoom(answered);
});
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target !== toasts() || toasts().lastElementChild?.querySelector("[data-undo]")) return;
  const last = [...toasts().querySelectorAll("[hidden]")].at(-1);
  if (!last) return;
  last.hidden = false;
  last.dispatchEvent(new Event("shown"));
});
// What a script has to say without asking the server: { sentence, icon }.
document.addEventListener("say", (event) => {
  const toast = document.createElement("div");
  const words = document.createElement("span");
  toast.className = "toastx";
  words.textContent = event.detail.sentence;
  if (event.detail.icon) toast.append(event.detail.icon.cloneNode(true));
  toast.append(words);
  makeRoom();
  toasts().append(toast);
  armAll(toasts());
});
document.addEventListener("htmx:load", (event) => armAll(event.target.parentNode || document));
armAll(document);

// Z takes back what can be, the last first.
const isTyping = (event) =>
  event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey;

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || isTyping(event)) return;
  const undo = [...document.querySelectorAll("form:not(.htmx-request) > [data-undo]")].at(-1);
  if (!undo) return;
  event.preventDefault();
  undo.click();
});

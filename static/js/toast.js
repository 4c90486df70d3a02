// A toast stays for eight seconds, longer while somebody points at it or has focus in it.
const STAY = 8000;
const arm = (toast) => {
  let timer;
  const leave = () => { timer = setTimeout(() => toast.remove(), STAY); };
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
  leave();
};
const armAll = (root) => root.querySelectorAll(".toastx:not([data-armed])").forEach((toast) => {
  toast.dataset.armed = "";
  arm(toast);
});
// What a script has to say without asking the server: { sentence, icon }.
document.addEventListener("say", (event) => {
  const toast = document.createElement("div");
  const words = document.createElement("span");
  toast.className = "toastx";
  words.textContent = event.detail.sentence;
  if (event.detail.icon) toast.append(event.detail.icon.cloneNode(true));
  toast.append(words);
  document.getElementById("toasts").replaceChildren(toast);
  armAll(toast.parentNode);
});
document.addEventListener("htmx:load", (event) => armAll(event.target.parentNode || document));
armAll(document);

// On a phone the sidebar covers the page, and its link is enough for that. With a script the address
// stays as it is, Escape closes it, too, and the focus goes back to where it was opened.
const side = document.getElementById("side");
const [open, close] = [document.querySelector("[data-side-open]"), side.querySelector("[data-side-close]")];

const show = (isShown) => {
  if (location.hash === "#side") location.hash = "";
  side.classList.toggle("open", isShown);
  (isShown ? close : open).focus();
};

open.setAttribute("role", "button");
open.addEventListener("click", (event) => { event.preventDefault(); show(true); });
close.addEventListener("click", (event) => { event.preventDefault(); show(false); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side.matches(".open, :target")) show(false);
});
window.addEventListener("pagehide", () => side.classList.remove("open"));

// On a phone the sidebar covers the page, and its link is enough for that. With a script the address
// stays as it is, Escape closes it, too, and the focus goes back to where it was opened. Both links
// are buttons then, which Space presses. What it covers is out of reach meanwhile,
// until the device is turned and there is room for both.
const side = document.getElementById("side");
const [open, close] = [document.querySelector("[data-side-open]"), side.querySelector("[data-side-close]")];
const narrow = matchMedia("(max-width: 767.98px)");
const covered = document.querySelectorAll(".skip, .app > :not(#side), .tabbar, #toasts");

const isNamed = () => location.hash === "#side";
const isOpen = () => side.matches(".open") || isNamed();
const put = (isShown) => {
  side.classList.toggle("open", isShown);
  open.setAttribute("aria-expanded", isShown);
  for (const part of covered) part.inert = isShown && narrow.matches;
};
const show = (isShown) => {
  if (isNamed()) location.hash = "";
  put(isShown);
  (isShown ? close : open).focus();
};

for (const [link, isShown] of [[open, true], [close, false]]) {
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => { event.preventDefault(); show(isShown); });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    if (!event.repeat) show(isShown);
  });
}
open.setAttribute("aria-controls", "side");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen()) show(false);
});
narrow.addEventListener("change", () => put(isOpen()));
window.addEventListener("hashchange", () => put(isNamed()));
window.addEventListener("pageshow", () => put(isNamed()));
window.addEventListener("pagehide", () => put(false));

// Colours follow the device by themselves. Bootstrap goes by an attribute, which is there before the
// first paint, and the switch leads to the other theme than the one in sight.
const root = document.documentElement;
if (root.dataset.theme === "auto") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", follow);
  follow();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-switch]");
  if (button) button.value = root.dataset.bsTheme === "dark" ? "light" : "dark";
});

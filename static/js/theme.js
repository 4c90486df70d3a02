// Runs before the first paint: a theme that follows the device follows it from the start.
const root = document.documentElement;
if (root.dataset.theme === "auto") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  dark.addEventListener("change", follow);
  follow();
}

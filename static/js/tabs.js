// Tabs that do not fit beside each other scroll; the one that is open is in sight, also when an
// answer brings them anew.
const show = () => {
  const tab = document.querySelector(".tabs [aria-current]");
  const strip = tab?.closest(".tabs");
  if (!strip || strip.scrollWidth <= strip.clientWidth) return;
  strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
};
show();
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => { if (detail.target.matches(".tabs")) show(); });

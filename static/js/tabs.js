// Tabs that do not fit beside each other scroll; the one that is open is in sight.
const tab = document.querySelector(".tabs [aria-current]");
const strip = tab?.closest(".tabs");
if (strip && strip.scrollWidth > strip.clientWidth) {
  strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
}

// Where a list or a board is replaced, the keyboard goes on where it was: htmx finds a control
// again by its id. What is gone is followed by the head of the list, and so is a turned page.
const headOf = (part) => document.getElementById(part.getAttribute("aria-labelledby")) ?? part.querySelector("h1, h2") ?? part;
const isPart = (part) => ["found", "board"].includes(part?.id);

let wasInside = false;
let isTurned = false;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isPart(detail.target)) return;
  wasInside = detail.target.contains(document.activeElement);
  isTurned = Boolean(detail.requestConfig.elt.closest(".pages"));
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!isPart(detail.target) || !(wasInside || isTurned)) return;
  const part = document.getElementById(detail.target.id);
  if (part && (isTurned || document.activeElement === document.body)) {
    const head = headOf(part);
    head.tabIndex = -1;
    if (document.getElementById("page-span")) head.setAttribute("aria-describedby", "page-span");
    head.focus({ preventScroll: true });
    if (isTurned) part.scrollIntoView({ block: "start" });
  }
  wasInside = isTurned = false;
});

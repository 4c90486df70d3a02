// What a click changes may move under the pointer: the second click of a double click does nothing
// unless it hits what the first has hit, or what stands in its place.
const CONTROLS = "a, button, summary, label, input, select, textarea";

const control = (event) => {
  const found = event.target.closest?.(CONTROLS) ?? event.target;
  return found.control ?? found;
};
const isSame = (one, other) => one === other || (
  one.id || other.id ? one.id === other.id : one.tagName === other.tagName && one.textContent === other.textContent
);

let first;
document.addEventListener("click", (event) => {
  // Keys and scripts click without a count.
  if (event.detail === 1) first = control(event);
  if (event.detail < 2 || !first || isSame(first, control(event))) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

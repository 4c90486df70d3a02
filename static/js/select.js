// Selecting items: how many are selected, ranges by Shift, all on a page, keys. What was selected on
// another page of the list, or before it was filtered, stays selected and is sent along.
const bar = document.getElementById("batch");
const chosen = new Set();
let anchor;

const boxes = () => [...document.querySelectorAll("[data-pick]")];
const whole = () => document.querySelector("[data-pick-all]");
const page = () => document.querySelector("[data-pick-page]");
const words = (count) => (count ? `${count} selected` : "Select items first");

const show = () => {
  const here = boxes();
  const all = whole()?.checked;
  const count = all ? Number(whole().dataset.pickAll) : chosen.size;
  document.querySelector("[data-pick-count]").textContent = words(count);
  bar.querySelectorAll("[name=action]").forEach((button) => { button.disabled = !count; });
  bar.querySelector("[data-pick-clear]").hidden = !count;
  if (!page()) return;
  page().hidden = !here.length;
  const ticked = here.filter((box) => box.checked).length;
  const head = page().querySelector("input");
  head.checked = here.length > 0 && ticked === here.length;
  head.indeterminate = ticked > 0 && ticked < here.length;
};

const set = (box, isOn) => {
  box.checked = isOn;
  if (isOn) chosen.add(box.value); else chosen.delete(box.value);
};

// “All that match” stands for more than the page shows: taking one away leaves those on the page.
const part = () => { if (whole()?.checked) whole().checked = false; };

const clear = () => {
  part();
  chosen.clear();
  boxes().forEach((box) => { box.checked = false; });
  show();
};

const range = (from, to) => {
  const all = boxes();
  const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  if (first >= 0) all.slice(first, last + 1).forEach((box) => set(box, to.checked));
};

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-pick]");
  if (!box) return;
  if (event.shiftKey && anchor?.isConnected) range(anchor, box);
  anchor = box;
  show();
});

// A click with Shift on the words of a row would mark them as text.
document.addEventListener("mousedown", (event) => {
  if (event.shiftKey && event.target.closest(".pick label, .pick-b")) event.preventDefault();
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-pick]")) {
    if (!target.checked) part();
    set(target, target.checked);
  } else if (target.closest("[data-pick-page]")) {
    if (!target.checked) part();
    boxes().forEach((box) => set(box, target.checked));
  } else if (target.matches("[data-pick-all]")) {
    boxes().forEach((box) => set(box, target.checked));
    if (!target.checked) chosen.clear();
  } else return;
  show();
});

const move = (step) => {
  const all = boxes();
  const here = all.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
};
const actions = {
  j: () => move(1),
  k: () => move(-1),
  x: () => { if (document.activeElement.matches("[data-pick]")) document.activeElement.click(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing) return;
  if (event.key === "Escape" && !document.querySelector("details.menu[open]")) return clear();
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});

bar.querySelector("[data-pick-clear]").addEventListener("click", () => { clear(); boxes()[0]?.focus(); });

// Those that are not on the page go along in one field.
bar.addEventListener("formdata", ({ formData }) => {
  const here = new Set(boxes().map((box) => box.value));
  formData.set("items", [...chosen].filter((value) => !here.has(value)).join(","));
});

// A list that was filtered or turned comes back without its ticks.
document.addEventListener("htmx:afterSettle", () => {
  boxes().forEach((box) => { box.checked = chosen.has(box.value); });
  show();
});

// Going back in the browser brings the ticks back, but not this script's memory.
const remember = () => {
  boxes().filter((box) => box.checked).forEach((box) => chosen.add(box.value));
  show();
};
window.addEventListener("pageshow", remember);
remember();

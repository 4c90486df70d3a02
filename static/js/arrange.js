// Phases and items are dragged by their handle, with a pointer or a finger; the arrow keys on the
// handle move one step. All of it sends the form that the buttons send.
const FAR = 5; // pixels until a press becomes a drag
const EDGE = 70; // pixels from the edge of the window where the page begins to follow

const send = (move) => {
  const button = document.getElementById("drop");
  button.value = move;
  button.click(); // htmx sends along what was clicked, nothing else
};
const nameOf = (row) => (row.dataset.item ? `item-${row.dataset.item}` : `phase-${row.dataset.phase}`);
const rowOf = (handle) => handle.closest("[data-item]") ?? handle.closest("[data-phase]");

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest(".ed-drag");
  const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!handle || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  send(`${nameOf(rowOf(handle))}:${step}`);
});

// Where it would land: the row under the pointer and the side of it, or an empty phase.
const middle = (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; };
const marks = ["drop-before", "drop-after"];
const unmark = () => document.querySelectorAll(".drop-before, .drop-after").forEach((row) => row.classList.remove(...marks));

const placeOfItem = (drag, y) => {
  const phases = [...document.querySelectorAll("[data-phase]")];
  const phase = phases.findLast((one) => one.getBoundingClientRect().top <= y) ?? phases[0];
  const rows = [...phase.querySelectorAll("[data-item]")].filter((row) => row !== drag.row);
  const place = rows.filter((row) => middle(row) < y).length;
  const mark = rows[place] ? [rows[place], marks[0]] : [rows.at(-1) ?? phase, marks[1]];
  return { move: `phase-${phase.dataset.phase}:${place}`, mark };
};
const placeOfPhase = (drag, y) => {
  const rows = [...document.querySelectorAll("[data-phase]")].filter((row) => row !== drag.row);
  const place = rows.filter((row) => middle(row) < y).length;
  const mark = rows[place] ? [rows[place], marks[0]] : [rows.at(-1), marks[1]];
  return { move: String(place), mark };
};

let drag = null;
const end = () => {
  unmark();
  drag?.row.classList.remove("is-dragged");
  document.body.classList.remove("dragging");
  drag = null;
};

const follow = () => {
  if (!drag?.isOn) return;
  const step = drag.y < EDGE ? drag.y - EDGE : Math.max(0, drag.y - (window.innerHeight - EDGE));
  if (step) window.scrollBy(0, step / 4);
  unmark();
  const found = drag.row.dataset.item ? placeOfItem(drag, drag.y) : placeOfPhase(drag, drag.y);
  found.mark[0]?.classList.add(found.mark[1]);
  drag.move = found.mark[0] ? `${nameOf(drag.row)}:${found.move}` : "";
  if (step) requestAnimationFrame(follow);
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".ed-drag");
  if (!handle || event.button !== 0) return;
  drag = { row: rowOf(handle), from: event.clientY, y: event.clientY, isOn: false, move: "" };
  handle.focus({ preventScroll: true });
  handle.setPointerCapture(event.pointerId);
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.y = event.clientY;
  if (!drag.isOn && Math.abs(drag.y - drag.from) < FAR) return;
  if (!drag.isOn) {
    drag.isOn = true;
    drag.row.classList.add("is-dragged");
    document.body.classList.add("dragging");
  }
  follow();
});
document.addEventListener("pointerup", () => {
  const move = drag?.isOn ? drag.move : "";
  end();
  if (move) send(move);
});
document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });

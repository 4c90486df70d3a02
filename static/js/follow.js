// What a tick changes elsewhere on the page follows once: as soon as no tick is on its way any more,
// totals, headings and the rows that wait are asked for together. The form keeps what is owed.
const PAUSE = 250;
const PATIENCE = 5000;
const NOTE = "It is saved, but the other numbers on this page are old: the server does not answer. Changeover tries again.";
const form = () => document.getElementById("follow");
const note = () => document.getElementById("follow-note");
const onTheWay = new Set();
let isOld = false;
let isFollowing = false;
let timer;

const ask = (wait) => {
  clearTimeout(timer);
  if (!form()?.elements.length || onTheWay.size) return;
  timer = setTimeout(() => form().dispatchEvent(new Event("follow")), wait);
};

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt === form()) isOld = false;
  if (detail.requestConfig.verb !== "post") return;
  onTheWay.add(detail.xhr);
  isOld = true;
  clearTimeout(timer);
});

// An answer from before the latest tick would put back what that has changed.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  isFollowing = detail.elt === form();
  if (isFollowing && isOld) detail.shouldSwap = false;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  onTheWay.delete(detail.xhr);
  if (detail.elt !== form()) return ask(PAUSE);
  if (detail.successful) { note()?.remove(); return ask(PAUSE); }
  if (detail.xhr.status && detail.xhr.status < 500) return;
  if (!note()) {
    const told = document.createElement("div");
    told.id = "follow-note";
    told.className = "note-b amber";
    told.textContent = NOTE;
    document.getElementById("alerts").append(told);
  }
  ask(PATIENCE);
});

// A part that follows leaves the focus where it is, what is open open, and an unfolded row alone:
// somebody may be writing in it, and what has changed shows once it is folded.
const FOLDS = ["details.menu", "details.tr-pri"];
const SPOTS = "a[href], button, summary, input:not([type=hidden]), select";
let place;
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  place = null;
  if (isFollowing && detail.target.matches(".item.openx")) { detail.shouldSwap = false; return; }
  const spot = [...detail.target.querySelectorAll(SPOTS)].indexOf(document.activeElement);
  place = spot < 0 || document.activeElement.id ? null : { id: detail.target.id, spot };
  FOLDS.forEach((kind) => {
    const open = `${kind}[open]`;
    const next = detail.fragment.querySelector(kind);
    if (next && (detail.target.matches(open) || detail.target.querySelector(open))) next.open = true;
  });
});
document.addEventListener("htmx:oobAfterSwap", () => {
  if (!place) return;
  document.getElementById(place.id)?.querySelectorAll(SPOTS)[place.spot]?.focus({ preventScroll: true });
  place = null;
});

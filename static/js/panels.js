// Forms that open below their row: what opens gets the focus, what closes gives it back.
const field = (panel) => panel.querySelector(".form-errors, .is-invalid, input:not([type=hidden]), select, textarea");

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const panel = detail.target.closest?.(".ed-panel");
  if (!panel) return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
  field(panel)?.focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-close]");
  if (!link) return;
  event.preventDefault();
  link.closest(".ed-panel").replaceChildren();
  document.getElementById(link.dataset.close)?.focus();
});

// A draft that changed is put in place anew; the keyboard goes on from what was moved or saved.
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.id !== "phases") return;
  const phases = document.getElementById("phases");
  const next = document.getElementById(phases.dataset.focus);
  const isLost = document.activeElement === document.body || !document.activeElement;
  if (next && isLost) next.focus({ preventScroll: true });
  const row = next?.closest("[data-item]");
  row?.classList.add("landed");
  row?.scrollIntoView({ block: "nearest" });
});

// An amount of revenue that the chosen condition does not ask for is hidden, and not sent either.
document.addEventListener("change", ({ target }) => {
  if (target.name !== "only_when") return;
  target.form.elements.revenue_above.disabled = target.value !== "revenue";
});

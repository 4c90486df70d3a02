// Suggestions below a search box, a combobox by the ARIA pattern: the focus stays in the box, the
// arrows choose, Enter goes there, and without a choice it sends the form. Escape puts the list
// away, and a second time empties the box, as browsers do.
document.querySelectorAll("[data-find]").forEach((form) => {
  const box = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const count = form.querySelector("[role=status]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const isOpen = () => !list.hidden;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) { box.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  };
  const show = (isShown) => {
    list.hidden = !isShown;
    box.setAttribute("aria-expanded", isShown);
    if (!isShown) choose(null);
  };
  const close = () => { show(false); count.textContent = ""; };

  const move = (step) => {
    const all = options();
    if (!all.length) return;
    const place = all.indexOf(chosen());
    // One place before the first and behind the last is the box itself, with what was typed.
    const next = place < 0 ? (step > 0 ? 0 : all.length - 1) : place + step;
    choose(all[next] ?? null);
  };

  list.addEventListener("htmx:afterSwap", () => {
    const answer = list.firstElementChild;
    if (!form.contains(document.activeElement)) return;
    choose(null);
    show(Boolean(answer?.childElementCount));
    count.textContent = answer?.dataset.count ?? "";
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (!options().length) return;
      event.preventDefault();
      if (!isOpen()) show(true);
      move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && isOpen() && chosen()) {
      event.preventDefault();
      chosen().click();
      close();
    } else if (key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    }
  });
  // An answer to what stands there no longer says nothing.
  box.addEventListener("input", () => choose(null));
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
});

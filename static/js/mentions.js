// Behind an @ people are offered: a list below the field, chosen with the arrows and Enter, or by a
// click. Without this script a name is understood when the comment is sent.
const BEGUN = /(?:^|[^\w@.+-])@([^\W\d_][^@\n]{0,40}|)$/u;
const WAIT = 120;

const fieldOf = (target) => target.closest?.("[data-mentions] textarea");
const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
let timer;
let asked = 0;

// What stands behind the @ before the cursor; nothing where nobody is being named.
const begun = (field) => {
  if (field.selectionStart !== field.selectionEnd) return null;
  const found = field.value.slice(0, field.selectionStart).match(BEGUN);
  return found && found[1].split(/\s+/).length <= 3 ? found[1] : null;
};

const prepare = (field) => {
  if (field.hasAttribute("aria-controls") && listOf(field)) return;
  const list = document.createElement("ul");
  list.className = "offers";
  list.id = `${field.id}-offers`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("autocomplete", "off");
};

const options = (list) => [...list.querySelectorAll("[data-inserts]")];
const chosen = (list) => list.querySelector("[aria-selected=true]");

const close = (field) => {
  const list = field && listOf(field);
  clearTimeout(timer);
  asked += 1;
  field?.removeAttribute("aria-activedescendant");
  if (!list || list.hidden) return;
  list.hidden = true;
  list.nextElementSibling.textContent = "";
};

const choose = (field, option) => {
  const list = listOf(field);
  options(list).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const insert = (field, option) => {
  const end = field.selectionStart;
  const start = end - begun(field).length - 1;
  field.setRangeText(`${option.dataset.inserts} `, start, end, "end");
  close(field);
  field.focus();
};

const offer = async (field, typed) => {
  const mine = asked += 1;
  const address = `${field.closest("[data-mentions]").dataset.mentions}?q=${encodeURIComponent(typed)}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.text();
  if (mine !== asked || begun(field) !== typed) return;
  const list = listOf(field);
  list.innerHTML = html;
  const found = options(list);
  // A name that is written out and goes on as a sentence needs no list.
  if (!found.length && typed.includes(" ")) { close(field); return; }
  list.hidden = false;
  if (found.length) choose(field, found[0]);
  list.nextElementSibling.textContent = found.length ? `${found.length} found. The arrow keys choose, Enter takes.` : "Nobody found.";
};

document.addEventListener("focusin", ({ target }) => {
  const field = fieldOf(target);
  if (field) prepare(field);
});

document.addEventListener("input", ({ target }) => {
  const field = fieldOf(target);
  if (!field) return;
  prepare(field);
  const typed = begun(field);
  clearTimeout(timer);
  if (typed === null) close(field);
  else timer = setTimeout(() => offer(field, typed), WAIT);
});

document.addEventListener("keydown", (event) => {
  const field = fieldOf(event.target);
  const list = field && listOf(field);
  if (!list || list.hidden || event.isComposing) return;
  const all = options(list);
  const here = all.indexOf(chosen(list));
  // Whoever sends what stands there chooses nobody.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { close(field); return; }
  if (event.key === "Escape") close(field);
  else if (!all.length) return;
  else if (event.key === "ArrowDown") choose(field, all[(here + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(field, all[(here - 1 + all.length) % all.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && here >= 0) insert(field, all[here]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// A press on the list must not take the focus from the field before the click comes.
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".offers")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest(".offers [data-inserts]");
  const field = option && document.querySelector(`[aria-controls="${option.parentElement.id}"]`);
  if (field) insert(field, option);
});
document.addEventListener("focusout", ({ target }) => close(fieldOf(target)));

// Where a thread comes back with its field, the keyboard goes on in that.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const thread = document.getElementById(detail.target.id);
  if (!thread?.classList.contains("talk") || detail.requestConfig.verb !== "post") return;
  const item = thread.id.replace("thread-", "");
  const field = thread.querySelector("textarea") ?? document.getElementById(`item-${item}-body`);
  if (document.activeElement === document.body || field?.matches(".is-invalid")) field?.focus();
});

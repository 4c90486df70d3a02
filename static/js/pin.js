// A double click on a pin is one click: the second would take back what the first has done.
document.addEventListener("click", (event) => {
  if (event.detail < 2 || !event.target.closest(".pin")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// The listing by keyboard: j and k go down and up, o or Enter opens, x chooses, / goes to the words.
const rows = [...document.querySelectorAll(".desk-listing tbody tr")];
const words = document.querySelector("[data-filters] [name=q]");
let at = -1;

const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");

function go(step) {
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[at]?.querySelector(".desk-title").focus();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  o: () => rows[at]?.querySelector(".desk-title").click(),
  x: () => rows[at]?.querySelector("[name=uid]")?.click(),
  "/": () => words.focus(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

addEventListener("focusin", ({ target }) => {
  const found = rows.indexOf(target.closest("tr"));
  if (found >= 0) at = found;
});

// Choosing: all on the page at once, a stretch with Shift, and how many there are.
const form = document.querySelector("[data-bulk]");
const boxes = [...document.querySelectorAll(".desk-listing [name=uid]")];
const every = document.querySelector("[data-every]");
let last = null;

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-count]").value = chosen;
  form.classList.toggle("has-chosen", chosen > 0 || form.elements.all?.checked);
  every.checked = chosen === boxes.length;
  every.indeterminate = chosen > 0 && chosen < boxes.length;
}

function stretch(box) {
  const ends = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
  for (const one of boxes.slice(ends[0], ends[1] + 1)) one.checked = box.checked;
}

if (every) {
  every.addEventListener("change", () => {
    for (const box of boxes) box.checked = every.checked;
    count();
  });
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) stretch(box);
      last = box;
      count();
    });
  }
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
}

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

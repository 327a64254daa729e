// The panel of what is missing.
export function drawReady(panel, { missing, matrix }) {
  const title = panel.querySelector("[data-ready-title]");
  const total = missing.length;
  const text = total === 0 ? panel.dataset.isComplete : total === 1 ? panel.dataset.one : panel.dataset.many.replace("%s", total);
  if (title.textContent !== text) title.textContent = text;
  panel.querySelector("[data-ready-list]").replaceChildren(
    ...missing.map(({ id, text: words }) => {
      const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: words });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  if (matrix) drawMatrix(panel.querySelector("[data-matrix]"), matrix);
}

/** The server's own drawing in place of the old one; what was unfolded stays so. */
function drawMatrix(old, html) {
  const open = new Set([...old.querySelectorAll("details[open]")].map((one) => one.dataset.channel));
  const made = document.createRange().createContextualFragment(html).querySelector("[data-matrix]");
  for (const one of made.querySelectorAll("details")) one.open = open.has(one.dataset.channel);
  old.replaceWith(made);
}

export function followLinks(root, pair) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#f-"]');
    const target = link && document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    event.preventDefault();
    pair?.reveal(target);
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  });
}

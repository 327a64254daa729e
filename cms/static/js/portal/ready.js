// The panel of what is missing.
export function drawReady(panel, missing) {
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

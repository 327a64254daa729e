// The same instant in the reader's own time zone, where neither the forum's clocks nor the
// company's, which stand there already, show the same.
const reader = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const shown = (instant, timeZone) =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone }).format(instant);

export function showLocal(root = document) {
  for (const place of root.querySelectorAll("[data-local]")) {
    const instant = new Date(place.dataset.local);
    const here = Number.isNaN(instant.getTime()) ? "" : shown(instant, reader);
    const told = [place.dataset.zone, place.dataset.company].filter(Boolean);
    if (!here || told.some((zone) => here === shown(instant, zone))) continue;
    place.textContent = place.dataset.words.replace("%z", reader.replaceAll("_", " ")).replace("%s", here);
    place.hidden = false;
  }
}

showLocal();

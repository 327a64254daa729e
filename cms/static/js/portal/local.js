// The same instant in the reader's own time zone, where that is not the forum's.
const reader = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;
const shown = (instant, timeZone) =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone }).format(instant);

export function showLocal(root = document) {
  for (const place of root.querySelectorAll("[data-local]")) {
    const instant = new Date(place.dataset.local);
    const here = Number.isNaN(instant.getTime()) ? "" : shown(instant, reader);
    if (!here || here === shown(instant, place.dataset.zone)) continue;
    place.textContent = place.dataset.words.replace("%z", reader.replaceAll("_", " ")).replace("%s", here);
    place.hidden = false;
  }
}

showLocal();

// Another type of entry asks other questions and has other places for files and another deadline.
// They are fetched and put in, while all that was typed, chosen or is on its way stays.
import { allValues, put } from "./fields.js";
import { showLocal } from "./local.js";

/** True where the page now shows what the server asks; false where that would lose words, or failed. */
export async function refresh({ unsaved, learn, setUpPlace }) {
  const response = await fetch(location.pathname, { credentials: "same-origin", redirect: "error", headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const lost = Object.keys(unsaved()).filter((name) => name.startsWith("answers.") && !fresh.querySelector(`[name="${CSS.escape(name)}"]`));
  if (lost.length) return false;
  const [typed, focused] = [allValues(), document.activeElement?.id];
  for (const region of document.querySelectorAll("[data-region]")) {
    const other = fresh.querySelector(`[data-region="${region.dataset.region}"]`);
    if (other) region.replaceChildren(...document.importNode(other, true).childNodes);
  }
  const sent = allValues();
  learn(Object.fromEntries(Object.entries(sent).filter(([name]) => !(name in typed))));
  for (const [name, value] of Object.entries(sent)) if (name in typed && typed[name] !== value) put(name, typed[name]);
  drawPlaces(fresh, setUpPlace);
  showLocal();
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

/** New places come in where they belong; those no longer wanted go, unless something is in them. */
function drawPlaces(fresh, setUpPlace) {
  const wanted = [...fresh.querySelectorAll("[data-place]")];
  const names = new Set(wanted.map((place) => place.dataset.place));
  for (const place of document.querySelectorAll("[data-place]")) {
    if (!names.has(place.dataset.place) && !place.querySelector("[data-material], .upload")) place.remove();
  }
  let before = null;
  for (const place of wanted) {
    const there = document.querySelector(`[data-place="${place.dataset.place}"]`);
    const head = document.importNode(place.querySelector(".place__head"), true);
    if (there) there.querySelector(".place__head").replaceWith(head);
    before = there ?? comeIn(document.importNode(place, true), before, setUpPlace);
  }
}

function comeIn(place, before, setUpPlace) {
  if (before) before.after(place);
  else document.querySelector("[data-places]").prepend(place);
  setUpPlace(place);
  return place;
}

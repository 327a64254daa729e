// Keeps the lengths beside the texts of Wagtail's editor in step with what is typed, counted as
// launches/counting.py counts. The language is what its own field says just now.
import { countIn, unitOf } from "../portal/counting.js";

const NAMES = { words: ["oneWord", "words"], characters: ["oneCharacter", "characters"] };

function told(line, text, language) {
  const number = countIn(text, language);
  const [one, many] = NAMES[unitOf(language)];
  return number === 1 ? line.dataset[one] : line.dataset[many].replace("%s", String(number));
}

function update(line) {
  const panel = line.closest(".w-panel__wrapper");
  const rich = panel.querySelector(".public-DraftEditor-content");
  const plain = panel.querySelector("input:not([type=hidden]), textarea:not([hidden])");
  const language = line.closest("[data-inline-panel-child]").querySelector("[name$='-language']");
  const text = rich ? rich.innerText : plain?.value;
  if (text === undefined || !language) return;
  const words = told(line, text, language.value.trim().toLowerCase() || "en");
  if (line.textContent !== words) line.textContent = words;
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    document.querySelectorAll("[data-length]").forEach(update);
  }, 150);
}

const texts = document.getElementById("id_texts-FORMS");
if (texts) {
  document.addEventListener("input", soon);
  new MutationObserver(soon).observe(texts, { childList: true, subtree: true, characterData: true });
}

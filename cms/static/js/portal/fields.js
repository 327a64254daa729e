// The editor's inputs: reading, writing, counting, and marking what is wrong.
import { bare, countIn } from "./counting.js";

const form = document.getElementById("editor");
const SEEN = "seen.";
const SKIPPED = new Set(["csrfmiddlewaretoken", "revision", "add_language", "remove", "action", "remove_language", "original", "confirmed", "asked"]);

export const inputs = () =>
  [...form.elements].filter((input) => input.name && input.type !== "file" && !SKIPPED.has(input.name) && !input.name.startsWith(SEEN) && input.tagName !== "BUTTON");

/** The fields that stand beside the words in rows of their own: what was seen there is sent along. */
export const beside = () => [...form.elements].filter((input) => input.name.startsWith(SEEN)).map((input) => input.name.slice(SEEN.length));

const byName = (name) => inputs().filter((input) => input.name === name);

const chosen = (name, isChosen) => byName(name).filter(isChosen).map((input) => input.value).join("\n");

export function valueOf(input) {
  if (input.type === "checkbox") return chosen(input.name, (box) => box.checked);
  return input.type === "radio" ? (form.elements[input.name].value ?? "") : input.value;
}

export function allValues() {
  return Object.fromEntries(inputs().map((input) => [input.name, valueOf(input)]));
}

/** What the server sent, whatever was typed or restored before this script ran. */
export function sentValues() {
  const sent = inputs().filter((input) => input.type !== "radio" || input.defaultChecked);
  return Object.fromEntries(sent.map((input) => [input.name, sentValue(input)]));
}

function sentValue(input) {
  if (input.type === "radio") return input.value;
  if (input.type === "checkbox") return chosen(input.name, (box) => box.defaultChecked);
  if (input.tagName === "SELECT") return ([...input.options].find((option) => option.defaultSelected) || input.options[0])?.value ?? "";
  return input.defaultValue;
}

export function put(name, value) {
  for (const input of byName(name)) {
    if (input.type === "radio") input.checked = input.value === value;
    else if (input.type === "checkbox") input.checked = value.split("\n").includes(input.value);
    else if (input.value !== value) input.value = value;
    input.dispatchEvent(new CustomEvent("counted", { bubbles: true }));
  }
}

/** A value as its choice is called. */
export function inWords(name, value) {
  const input = byName(name).find((one) => one.tagName === "SELECT" || one.value === value);
  if (input?.tagName === "SELECT") return [...input.options].find((option) => option.value === value)?.textContent ?? value;
  return input?.type === "radio" ? input.labels[0]?.querySelector("strong")?.textContent ?? value : value;
}

/** The box around an input, with its label, marks and errors. */
export const fieldOf = (name) => document.querySelector(`[data-field="${CSS.escape(name)}"]`);

/** Whether a field is a choice or a date, which two people's values cannot be joined in. */
export const isOneOf = (name) => byName(name).some((input) => input.type !== "text" && input.type !== "url" && input.tagName !== "TEXTAREA");

export const isLong = (name) => Number(byName(name)[0]?.dataset.limit) > 500;

export const labelOf = (name) => {
  const input = byName(name)[0];
  return input?.labels?.[0]?.textContent.trim() || name;
};

export function markErrors(errors) {
  for (const field of document.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    if (name.startsWith("materials.") && !document.getElementById(`f-${name}`)) continue;
    const place = field.querySelector("[data-error]");
    const text = errors[name] || "";
    field.classList.toggle("field--error", Boolean(text));
    for (const input of byName(name)) text ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    if (!place || place.textContent.trim() === text) continue;
    place.replaceChildren();
    if (text) place.append(Object.assign(document.createElement("p"), { className: "field__error", textContent: text }));
  }
}

export function count(input, say) {
  const limit = Number(input.dataset.limit);
  const output = input.closest("[data-field]")?.querySelector("[data-count]");
  if (!limit || !output) return;
  if (output.dataset.most) return countOut(input, output);
  const left = limit - [...input.value.normalize("NFC")].length;
  output.classList.toggle("is-near", left >= 0 && left < limit * 0.1);
  output.classList.toggle("is-over", left < 0);
  const isQuiet = limit > 1000 && left > limit * 0.2;
  output.textContent = isQuiet ? "" : left < 0 ? say("over", -left) : say("left", left);
  return undefined;
}

/** The length in the unit of its language against the call's limit. */
function countOut(input, output) {
  const { most, language, counted } = output.dataset;
  const found = countIn("prose" in output.dataset ? bare(input.value) : input.value, language);
  output.classList.toggle("is-near", found <= most && found > most * 0.9);
  output.classList.toggle("is-over", found > most);
  output.textContent = counted.replace("%s", found);
}

// Translations that are missing or older than the original, as the server tells them.
import { make } from "./make.js";

export function drawMarks(marks, say) {
  for (const field of document.querySelectorAll("[data-field]")) {
    const place = field.querySelector("[data-mark]");
    const mark = marks[field.dataset.field];
    if (!place || (place.dataset.mark === (mark?.lag ?? "") && place.textContent.includes(mark?.text ?? ""))) continue;
    place.dataset.mark = mark?.lag ?? "";
    place.replaceChildren(...(mark ? [drawn(field.dataset.field, mark, say)] : []));
  }
  for (const column of document.querySelectorAll("[data-column]")) count(column, marks, say);
}

function drawn(name, { lag, text }, say) {
  const line = make("p", { className: `edit__mark edit__mark--${lag}` }, make("span", { textContent: text }));
  if (lag === "older") {
    const button = make("button", { type: "submit", className: "btn btn--small", name: "confirmed", value: name, textContent: say("confirm") });
    button.setAttribute("form", "editor");
    line.append(" ", button);
  }
  return line;
}

function count(column, marks, say) {
  const place = column.querySelector("[data-column-lag]");
  const own = Object.entries(marks).filter(([name]) => name.startsWith(`texts.${column.dataset.column}.`));
  const of = (lag) => own.filter(([, mark]) => mark.lag === lag).length;
  const parts = [["older", "older_count"], ["empty", "empty_count"]].filter(([lag]) => of(lag)).map(([lag, word]) => say(word, of(lag)));
  if (place && !("original" in place.dataset)) place.textContent = parts.join(" · ");
}

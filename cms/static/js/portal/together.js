// Who else has this launch open, and in which field they are.
import { fieldOf } from "./fields.js";

export function drawPeople(place, people, say) {
  const words = people.map(({ name, label }) => (label ? say("also_in", name).replace("%t", label) : say("also", name)));
  const text = words.join(" · ");
  if (place.textContent !== text) place.textContent = text;
  const busy = Object.fromEntries(people.filter(({ field }) => field).map(({ field, name }) => [field, name]));
  for (const field of document.querySelectorAll("[data-busy]")) if (!(field.dataset.field in busy)) delete field.dataset.busy;
  for (const [name, who] of Object.entries(busy)) {
    const field = fieldOf(name);
    if (field) field.dataset.busy = who;
  }
}

/** The name of the input the person is in, if it is one of the editor's. */
export const here = () => document.activeElement?.closest?.("[data-field]")?.dataset.field ?? "";

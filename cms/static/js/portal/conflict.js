// Two people changed the same field: both texts stand under it, and one chooses. Nothing takes
// the focus away, so that whoever is typing goes on typing.
import { fieldOf, inWords, isLong, isOneOf } from "./fields.js";
import { make } from "./make.js";

/** Who changed it and when, on this reader's own clock. */
export function whoAndWhen({ by, changed_at: at }, say, sentence = "changed") {
  const time = at ? new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) : "";
  return say(sentence, by).replace("%t", time);
}

/** Draws what is held in each field, and takes away what is no longer. `choose(name, text)` ends one. */
export function drawConflicts(held, { say, choose, summary }) {
  for (const box of document.querySelectorAll("[data-conflict]")) if (!(box.dataset.conflict in held)) box.remove();
  for (const conflict of Object.values(held)) place(conflict, say, choose);
  const links = Object.values(held).map(({ name, label }) => make("li", {}, make("a", { href: `#f-${name}`, textContent: label })));
  const box = links.length ? [make("section", { className: "notice notice--error" }, make("p", { className: "notice__title", textContent: say("both_kept") }), make("ul", {}, ...links))] : [];
  summary.replaceChildren(...box);
}

function place(conflict, say, choose) {
  const field = fieldOf(conflict.name);
  if (!field) return;
  const before = field.querySelector("[data-conflict]");
  if (before?.dataset.theirs === conflict.theirs) return;
  before?.remove();
  field.append(boxOf(conflict, say, choose));
}

function boxOf(conflict, say, choose) {
  const { name, theirs, label } = conflict;
  const mine = conflict.current(); // as it stands now: they may have typed on
  const button = (which, value) => {
    const node = make("button", { type: "button", className: "btn btn--small", textContent: say(`take_${which}`) });
    node.setAttribute("aria-label", `${node.textContent}: ${label}`);
    node.addEventListener("click", () => choose(name, value()));
    return node;
  };
  const side = (which, text, act) =>
    make("div", {}, make("p", { className: "small muted", textContent: say(which, conflict.by) }), make("p", { className: "conflict__words", dir: "auto", textContent: inWords(name, text) || say("empty") }), act);
  const box = make("div", { className: "conflict" },
    make("p", { className: "small" }, make("strong", { textContent: whoAndWhen(conflict, say, "changed_field") })),
    make("div", { className: "conflict__pair" },
      side("mine", mine, button("mine", () => conflict.current())),
      side("theirs", theirs, button("theirs", () => theirs))));
  if (!isOneOf(name)) box.append(button("both", () => joined(name, theirs, conflict.current())));
  Object.assign(box.dataset, { conflict: name, theirs });
  return box;
}

/** Theirs and mine one after the other: in paragraphs of their own, or on one line. */
const joined = (name, theirs, mine) => [theirs, mine].filter(Boolean).join(isLong(name) ? "\n\n" : " / ");


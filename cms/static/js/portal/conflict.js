// Two people changed the same field: both versions stand side by side, and one chooses.
const make = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};

export function showConflict(place, answer, { say, choose }) {
  const chosen = {};
  const box = make("section", { className: "notice notice--error conflict" });
  box.append(make("p", { className: "notice__title", textContent: answer.message }), make("p", { textContent: say("both_kept") }));
  for (const field of answer.fields) box.append(row(field));
  place.replaceChildren(box);
  box.querySelector("button")?.focus();

  function row(field) {
    const section = make("div", { className: "stack stack--tight" }, make("h3", { textContent: field.label }));
    const pair = make("div", { className: "conflict__pair" }, side(field, "mine"), side(field, "theirs"));
    section.append(pair);
    return section;
  }

  function side(field, which) {
    const button = make("button", { type: "button", className: "btn btn--small", textContent: say(`take_${which}`) });
    button.setAttribute("aria-label", `${button.textContent}: ${field.label}`);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      chosen[field.name] = field[which];
      for (const other of button.closest(".conflict__pair").querySelectorAll("button")) {
        other.setAttribute("aria-pressed", String(other === button));
        other.classList.toggle("btn--primary", other === button);
      }
      if (Object.keys(chosen).length === answer.fields.length) finish();
    });
    const words = make("p", { className: "conflict__words", dir: "auto", textContent: field[which] || say("empty") });
    return make("div", {}, make("p", { className: "small muted", textContent: say(which) }), words, button);
  }

  function finish() {
    place.replaceChildren();
    choose(chosen);
  }
}

// Two people changed the same field: both versions stand side by side, and one chooses.
const make = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};

/** Who changed it and when, on this reader's own clock. */
export function whoAndWhen({ by, changed_at: at }, say) {
  const time = at ? new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) : "";
  return say("changed", by).replace("%t", time);
}

export function showConflict(place, answer, { say, choose }) {
  const chosen = {};
  const box = make("section", { className: "notice notice--error conflict" });
  box.append(make("p", { className: "notice__title", textContent: whoAndWhen(answer, say) }), make("p", { textContent: say("both_kept") }));
  for (const field of answer.fields) box.append(row(field));
  place.replaceChildren(box);
  box.tabIndex = -1;
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });

  function row(field) {
    const section = make("div", { className: "stack stack--tight" }, make("h2", { className: "portal-h2", textContent: field.label }));
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

// Tells the server each minute that this entry is still open here, and the person when a
// colleague has taken it.
const box = document.querySelector("[data-claim]");
const PAUSE = 60_000; // ms; a claim lasts five minutes

async function beat() {
  try {
    const answer = await fetch(box.dataset.claim, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value,
      },
    });
    if (answer.ok) {
      const { mine, said } = await answer.json();
      box.querySelector("[data-take]").hidden = mine;
      const words = box.querySelector("[data-said]");
      if (words.textContent !== said) words.textContent = said;
    }
  } catch {
    // The server is away for a moment: try again.
  }
  setTimeout(beat, PAUSE);
}

if (box) setTimeout(beat, PAUSE);

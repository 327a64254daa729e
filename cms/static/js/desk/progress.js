// How far the work on a list is, once a second; the page is loaded anew when it is over.
const box = document.querySelector("[data-progress]");
const PAUSE = 1000; // ms

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    const { state, done, total } = await answer.json();
    if (state !== box.dataset.state) {
      location.replace(location.pathname);
      return;
    }
    const bar = box.querySelector("progress");
    bar.max = Math.max(total, 1);
    bar.value = done;
    box.querySelector("[data-done]").textContent = done;
    box.querySelector("[data-total]").textContent = total;
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(look, PAUSE);
}

if (box) setTimeout(look, PAUSE);

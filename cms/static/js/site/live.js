// Tells politely that something new is out. The page itself stays as it is until the reader asks.

/** Watch the live feed named by data-live; show the notice for a release after data-now. */
export function watch(element) {
  const notice = element.querySelector("[data-live-notice]");
  const since = Date.parse(element.dataset.now);
  const source = new EventSource(element.dataset.live);
  source.addEventListener("change", (event) => {
    const change = read(event.data);
    const isNew = change?.kind === "released" && Date.parse(change.at) > since;
    if (isNew) notice.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Tells politely that something new is out. The page itself stays as it is until the reader asks.

const PUBLIC = new Set(["released", "corrected", "killed"]);

/** Watch the live feed named by data-live; show the notice for a change after data-now. */
export function watch(element) {
  const notice = element.querySelector("[data-live-notice]");
  const since = Date.parse(element.dataset.now);
  const source = new EventSource(element.dataset.live);
  source.addEventListener("change", (event) => {
    const change = read(event.data);
    if (!change || !PUBLIC.has(change.kind) || Date.parse(change.at) <= since) return;
    notice.hidden = false;
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

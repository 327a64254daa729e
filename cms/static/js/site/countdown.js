// A countdown that trusts the server's clock, not the reader's.

/** Milliseconds to add to the local clock to have the server's, as of when the page was made. */
export function offset(serverSeconds, madeAt = performance.timeOrigin) {
  return serverSeconds * 1000 - madeAt;
}

/** The parts of a span of time in milliseconds. */
export function parts(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return {
    days: Math.floor(seconds / 86400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** Make an element with data-countdown (ISO instant) and data-now (server seconds) tick. */
export function start(element) {
  const until = Date.parse(element.dataset.countdown);
  const ahead = offset(Number(element.dataset.now));
  const shown = Object.fromEntries(
    [...element.querySelectorAll("[data-part]")].map((part) => [
      part.dataset.part,
      part.querySelector("b"),
    ]),
  );
  element.classList.add("is-ready");
  const tick = () => {
    const left = until - (Date.now() + ahead);
    const now = parts(left);
    for (const [name, place] of Object.entries(shown)) {
      const text = name === "days" ? String(now.days) : String(now[name]).padStart(2, "0");
      if (place.textContent !== text) place.textContent = text;
    }
    if (left <= 0) {
      element.classList.add("is-done");
      return;
    }
    setTimeout(tick, left % 1000 || 1000);
  };
  tick();
}

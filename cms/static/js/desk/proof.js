// Looks again every two seconds at whom a grave act has reached. Without it, "Look again" does.
const EVERY = 2000;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector("[data-proof]");
    const box = document.querySelector("[data-proof]");
    if (news && news.innerHTML !== box.innerHTML) box.replaceChildren(...news.childNodes);
  } catch {
    // the next look will tell
  }
}

setInterval(look, EVERY);

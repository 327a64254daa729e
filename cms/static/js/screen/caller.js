// The caller's keys. Every command carries the version it saw; a double press is one command.

const root = document.querySelector("[data-console]");
let busy = false;

function say(text) {
  const box = root.querySelector("[data-refusal]");
  const line = document.createElement("p");
  line.className = "console__refusal";
  line.textContent = text;
  box.replaceChildren(line);
}

function put(html) {
  const focused = document.activeElement?.dataset?.key;
  const place = root.querySelector(".console__list")?.scrollTop ?? 0;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  root.replaceChildren(...parsed.body.childNodes);
  const list = root.querySelector(".console__list");
  if (list) list.scrollTop = place;
  if (focused) root.querySelector(`[data-key="${focused}"]`)?.focus();
}

async function ask(options = {}) {
  const answer = await fetch(location.href, { ...options, headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
    location.reload();
    return;
  }
  put((await answer.json()).html);
}

async function command(form, button) {
  if (busy) return;
  busy = true;
  root.querySelectorAll("button").forEach((one) => { one.disabled = true; });
  const body = new FormData(form);
  body.set("command", button.value);
  try {
    await ask({ method: "POST", body });
  } catch {
    say(root.dataset.lost);
    root.querySelectorAll("button").forEach((one) => { one.disabled = false; });
  }
  // A second press within a third of a second is the same press.
  setTimeout(() => { busy = false; }, 350);
}

root.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-command]")) return;
  event.preventDefault();
  command(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select, a");
  const keys = { " ": "go", b: "back", B: "back", h: "hold", H: "hold" };
  const button = keys[event.key] && root.querySelector(`[data-key="${keys[event.key]}"]`);
  if (!button || typing) return;
  event.preventDefault();
  if (!button.disabled) command(button.form, button);
});

const source = new EventSource(root.dataset.live);
source.addEventListener("state", () => { if (!busy) ask().catch(() => {}); });

// The caller's keys. Every command carries the version it saw; a double press is one command.

const GUARD = 400; // ms: a second press within this is the same press
const LOOK = 900; // ms a caller is given to see that another one has moved the show
const LISTEN = 5000; // ms between two looks at which screens are heard
const root = document.querySelector("[data-console]");
let busy = false;
let settled = 0;

function version() {
  return root.querySelector("input[name=version]")?.value;
}

function say(text) {
  const line = document.createElement("p");
  line.className = "console__refusal";
  line.textContent = text;
  root.querySelector("[data-refusal]").replaceChildren(line);
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function current() {
  return root.querySelector(".console__list [aria-current]");
}

// The cue that is on stands below the one before it, at the top of the list.
function toCurrent() {
  const row = current();
  if (row) row.parentElement.scrollTop = row.offsetTop - row.parentElement.offsetTop - row.offsetHeight;
}

function put(html) {
  const focused = document.activeElement?.dataset?.key;
  const place = root.querySelector(".console__list")?.scrollTop ?? 0;
  const was = current()?.querySelector("[name=cue]").value;
  root.replaceChildren(...parsed(html).childNodes);
  const list = root.querySelector(".console__list");
  if (list) list.scrollTop = place;
  if (current()?.querySelector("[name=cue]").value !== was) toCurrent();
  const wanted = root.querySelector("[data-confirm]") ? "go" : focused;
  if (wanted) root.querySelector(`[data-key="${wanted}"]`)?.focus();
}

async function ask(options = {}) {
  const answer = await fetch(location.href, { ...options, headers: { Accept: "application/json" } });
  if (answer.status >= 500) throw new Error(answer.status); // a server that restarts: keep the keys
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
    location.reload();
    return null;
  }
  return answer.json();
}

async function command(form, button) {
  if (busy) return;
  if (performance.now() < settled) {
    say(root.dataset.moved);
    return;
  }
  busy = true;
  const body = new FormData(form);
  body.set("command", button.value);
  root.setAttribute("aria-busy", "true");
  try {
    const found = await ask({ method: "POST", body });
    if (found) put(found.html);
  } catch {
    say(root.dataset.lost);
  }
  root.removeAttribute("aria-busy");
  setTimeout(() => { busy = false; }, GUARD);
}

// Screens fall silent without a command. What is the same is not said again.
function hear(html) {
  const heard = parsed(html).querySelector("[data-screens]");
  const said = root.querySelector("[data-screens]");
  if (said.textContent !== heard.textContent) said.replaceChildren(...heard.childNodes);
}

// What others have done. The same version is not written again, so that what was said stays.
async function follow() {
  const before = version();
  const found = await ask().catch(() => null);
  if (!found || busy || version() !== before) return;
  if (String(found.version) === before) {
    hear(found.html);
    return;
  }
  put(found.html);
  settled = performance.now() + LOOK;
}

async function leave() {
  const found = await ask().catch(() => null);
  if (found && !busy) put(found.html);
}

root.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-command]")) return;
  event.preventDefault();
  command(event.target, event.submitter);
});

root.addEventListener("click", (event) => {
  if (!event.target.closest("[data-key=leave]")) return;
  event.preventDefault();
  leave();
});

const KEYS = { " ": "go", Enter: "go", Backspace: "back", b: "back", B: "back", h: "hold", H: "hold" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && root.querySelector("[data-confirm]")) leave();
  const button = KEYS[event.key] && root.querySelector(`[data-key="${KEYS[event.key]}"]`);
  if (!button) return;
  // Space and Enter belong to whatever has the focus: on Hold they hold, they never go.
  const pressing = event.key === " " || event.key === "Enter";
  const elsewhere = event.target.closest("button, input, textarea, select, a, [tabindex]");
  if (pressing && elsewhere && elsewhere !== button && !event.repeat) return;
  event.preventDefault(); // a key held down is one press
  if (!event.repeat && !button.disabled) command(button.form, button);
});

toCurrent();
const source = new EventSource(root.dataset.live);
source.addEventListener("state", () => { if (!busy) follow(); });
setInterval(() => { if (!busy) follow(); }, LISTEN);
source.addEventListener("error", () => say(root.dataset.deaf));
source.addEventListener("open", () => {
  const said = root.querySelector(".console__refusal");
  if (said?.textContent === root.dataset.deaf) said.remove();
});

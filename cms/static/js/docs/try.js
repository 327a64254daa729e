// The API guide: fills the code with what the fields say, copies it, and asks the API.

const SHOWN = ["etag", "cache-control", "content-language", "link", "ratelimit", "retry-after"];
const LONGEST = 200_000; // signs of an answer that are shown
const page = document.querySelector("[data-guide]");
const words = page.dataset;
const key = document.getElementById("try-key");

/** The address that the fields of a call say, from the root. */
export function addressOf(path, fields) {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, value, inPath } of fields) {
    if (inPath) address = address.replace(`{${name}}`, encodeURIComponent(value.trim()));
    else if (value.trim()) query.set(name, value.trim());
  }
  return query.size ? `${address}?${query}` : address;
}

/** A template of the server's, its doubled braces made single. */
export function filled(template, url) {
  return template.replaceAll(/\{url\}|\{\{|\}\}/g, (found) => (found === "{url}" ? url : found[0]));
}

function fieldsOf(call) {
  const inputs = call.querySelectorAll("input[name], select[name]");
  return Array.from(inputs, (input) => ({
    name: input.name,
    value: input.value,
    inPath: "inPath" in input.dataset,
  }));
}

function write(call) {
  const url = words.site + addressOf(call.dataset.path, fieldsOf(call));
  for (const code of call.querySelectorAll("[data-plain]"))
    code.textContent = filled(key.value ? code.dataset.keyed : code.dataset.plain, url);
}

async function ask(call) {
  const status = call.querySelector("[data-status]");
  const headers = key.value ? { Authorization: `Bearer ${key.value.trim()}` } : {};
  status.textContent = words.asking;
  const begun = performance.now();
  try {
    const answer = await fetch(addressOf(call.dataset.path, fieldsOf(call)), { headers });
    const text = await textOf(answer);
    const took = Math.round(performance.now() - begun);
    status.textContent = `${answer.status} ${answer.statusText} · ${took} ms`;
    status.dataset.good = answer.ok;
    show(call, answer, text);
  } catch {
    status.textContent = words.failed;
    status.dataset.good = false;
  }
}

/** What an answer says; of an archive its kind and size. */
async function textOf(answer) {
  if (answer.headers.get("Content-Type") !== "application/zip") return answer.text();
  return `application/zip, ${(await answer.blob()).size} B`;
}

function show(call, answer, text) {
  call.querySelector("[data-answer]").textContent = pretty(text).slice(0, LONGEST);
  const told = call.querySelector("[data-headers]");
  const lines = SHOWN.filter((name) => answer.headers.has(name));
  told.textContent = lines.map((name) => `${name}: ${answer.headers.get(name)}`).join("\n");
  told.hidden = lines.length === 0;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.closest(".code").querySelector("code").textContent);
  const before = button.textContent;
  button.textContent = words.copied;
  setTimeout(() => (button.textContent = before), 1500);
}

/** A link to a call, or to a problem, opens it. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (named instanceof HTMLDetailsElement) named.open = true;
}

for (const call of document.querySelectorAll("[data-call]")) {
  for (const input of call.querySelectorAll("[data-in-path]")) input.disabled = false;
  call.addEventListener("input", () => write(call));
  call.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(call);
  });
  write(call);
}
key.addEventListener("input", () => document.querySelectorAll("[data-call]").forEach(write));
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button));
}
const form = document.querySelector("[data-key]");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", openNamed);
openNamed();

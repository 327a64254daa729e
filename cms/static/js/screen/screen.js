// A hall's screen: always the newest whole state, never black, never ahead of the gate.
// It decides nothing by its own clock. What it shows it has been told to show.

import { slate } from "./slate.js";

const WATCHDOG = 20000; // the server speaks at least every 15 s
const POLL = 3000;
const main = document.getElementById("screen");
const layer = main.querySelector("[data-layer]");
const away = main.querySelector("[data-away]");
const memory = `unveil-stage-${main.dataset.stage}`;

let shown = null; // what the layer shows, as text
let heard = 0;
let source = null;
let tries = 0;

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function subject(state) {
  return state.state === "hold" || !state.now ? null : state.now.launch;
}

async function build(launch) {
  if (!launch) return main.querySelector("[data-holding]").content.firstElementChild.cloneNode(true);
  const article = slate(launch);
  const image = article.querySelector("img");
  // A picture is decoded before it is shown; one that fails leaves the dark ground, not a hole.
  if (image) await image.decode().catch(() => image.closest("picture").remove());
  return article;
}

let turn = 0;

async function show(state) {
  const launch = subject(state);
  const text = JSON.stringify(launch);
  if (text === shown) return;
  shown = text;
  const mine = ++turn;
  const next = await build(launch);
  if (mine !== turn) return; // a newer state came while this picture was loading
  next.dataset.coming = "";
  layer.append(next);
  void next.offsetWidth;
  delete next.dataset.coming;
  const old = [...layer.children].filter((child) => child !== next);
  setTimeout(() => old.forEach((child) => child.remove()), 900);
}

function take(state) {
  heard = Date.now();
  tries = 0;
  away.hidden = true;
  localStorage.setItem(memory, JSON.stringify(state));
  show(state);
}

function connect() {
  source?.close();
  source = new EventSource(main.dataset.live);
  source.addEventListener("open", () => { heard = Date.now(); });
  source.addEventListener("state", (event) => {
    const state = readable(event.data);
    if (state) take(state);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) later();
    lost();
  });
}

let waiting = 0;

function later() {
  clearTimeout(waiting);
  tries += 1;
  // A thousand screens do not come back in the same moment.
  waiting = setTimeout(connect, Math.min(2500, 500 * tries) * (0.5 + Math.random()));
}

function lost() {
  if (away.hidden) {
    away.hidden = false;
    away.dataset.since = new Date().toISOString();
  }
}

async function poll() {
  if (source?.readyState === EventSource.OPEN && Date.now() - heard < WATCHDOG) return;
  try {
    const answer = await fetch(main.dataset.poll, { cache: "no-cache" });
    if (answer.ok) {
      take(await answer.json());
      if (source?.readyState !== EventSource.OPEN) connect();
    }
  } catch {
    lost();
  }
}

function clock() {
  const box = main.querySelector("[data-clock]");
  const zone = box.dataset.zone || undefined;
  const write = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  const tick = () => { box.textContent = write.format(new Date()); };
  tick();
  setInterval(tick, 5000);
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // a browser without it dims by its own settings
  }
}

function start() {
  const written = readable(document.getElementById("state").textContent);
  const kept = readable(localStorage.getItem(memory) || "null");
  // A page out of the worker's cache may be older than what this screen showed last.
  const first = kept && written && kept.version > written.version ? kept : written;
  shown = JSON.stringify(subject(written));
  show(first);
  clock();
  connect();
  setInterval(poll, POLL);
  stayAwake();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "f" || event.key === "F") document.documentElement.requestFullscreen?.();
  });
  navigator.serviceWorker?.register(main.dataset.worker, { scope: "/screen/" });
}

start();

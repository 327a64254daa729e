// A hall's screen: always the newest whole state, never black, never ahead of the gate.
// It decides nothing by its own clock. What it shows it has been told to show.

import { Memory, settle } from "./keep.js";
import { lowerThird } from "./lower_third.js";
import { slate } from "./slate.js";

const QUIET = 9000; // ms of silence after which we ask whether anybody is there
const POLL = 2000;
const PATIENCE = 2500; // ms for an answer
const SLOW = 5000; // ms for a picture; then the words come without it
const main = document.getElementById("screen");
const layer = main.querySelector("[data-layer]");
const away = main.querySelector("[data-away]");
const { stage, face, language } = main.dataset; // a face of its own: the lower third
const draw = face ? (launch) => lowerThird(launch, language) : slate;
const memory = new Memory([stage, face, language].filter(Boolean).join("-"), Number(main.dataset.made));
const time = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: main.dataset.zone || undefined,
});

let shown = null; // what the layer shows, as text
let newest = null; // the last state, as text
let heard = 0;
let source = null;
let tries = 0;
let ahead = null; // the next picture, while it is open

function subject(state) {
  return state.state === "hold" || !state.now ? null : state.now.launch;
}

function within(promise, milliseconds) {
  return Promise.race([promise, new Promise((_resolve, reject) => { setTimeout(reject, milliseconds); })]);
}

// A picture is decoded before it is shown. One that fails leaves the dark ground, not a hole,
// and is asked for again.
async function build(launch) {
  if (!launch) return main.querySelector("[data-holding]").content.firstElementChild.cloneNode(true);
  const article = draw(launch);
  const image = article.querySelector("img");
  if (!image) return article;
  try {
    await within(image.decode(), SLOW);
  } catch {
    image.closest("picture").remove();
    setTimeout(again, SLOW, JSON.stringify(launch));
  }
  return article;
}

async function again(text) {
  if (text !== shown) return;
  const image = draw(JSON.parse(text)).querySelector("img");
  try {
    await within(image.decode(), SLOW);
    if (text === shown) swap(JSON.parse(text));
  } catch {
    setTimeout(again, SLOW, text);
  }
}

let turn = 0;

async function swap(launch) {
  const mine = ++turn;
  const next = await build(launch);
  if (mine !== turn) return; // a newer state came while this picture was loading
  next.dataset.coming = "";
  layer.append(next);
  void next.offsetWidth;
  delete next.dataset.coming;
  const old = [...layer.children].filter((child) => child !== next);
  setTimeout(() => old.forEach((child) => child.remove()), 900);
  tell();
}

// So that the desk can see whom an act has reached: what this screen shows, by a key of its own.
function key() {
  const made = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  try {
    return (localStorage["screen.key"] ||= made());
  } catch {
    return (tell.key ||= made());
  }
}

function tell() {
  const said = { key: key(), shows: JSON.parse(shown || "null")?.id || "", version: (newest && JSON.parse(newest).version) || 0 };
  fetch(main.dataset.seen, { method: "POST", body: JSON.stringify(said), keepalive: true }).catch(() => {});
}

function show(state) {
  const launch = subject(state);
  const text = JSON.stringify(launch);
  if (text !== shown) {
    shown = text;
    swap(launch);
  }
  ahead = state.next?.launch ? draw(state.next.launch).querySelector("img") : null;
  ahead?.decode().catch(() => {});
}

function take(state) {
  heard = Date.now();
  tries = 0;
  away.hidden = true;
  const text = JSON.stringify(state);
  if (text === newest) return;
  newest = text;
  memory.remember(state);
  show(state);
}

function connect() {
  source?.close();
  clearTimeout(waiting);
  const mine = (source = new EventSource(main.dataset.live));
  mine.addEventListener("open", () => { heard = Date.now(); });
  mine.addEventListener("state", (event) => take(JSON.parse(event.data)));
  mine.addEventListener("error", () => {
    lost();
    if (mine.readyState === EventSource.CLOSED) later();
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
  if (!away.hidden) return;
  away.hidden = false;
  away.querySelector("[data-since]").textContent = time.format(new Date(heard || Date.now()));
}

// The stream says nothing while nothing happens, and a cut cable looks the same. So we ask: no
// answer means away; news the stream did not bring means that it is dead.
async function poll() {
  const open = source?.readyState === EventSource.OPEN;
  if (open && Date.now() - heard < QUIET) return;
  const asked = newest;
  try {
    const answer = await fetch(main.dataset.poll, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(answer.status);
    const state = await answer.json();
    if (newest !== asked) return; // the stream was quicker
    const news = JSON.stringify(state) !== newest;
    take(state);
    if (!open || news) reconnect();
  } catch {
    lost();
    if (open) source.close();
  }
}

function reconnect() {
  if (source?.readyState !== EventSource.CONNECTING) later();
}

function clock() {
  const box = main.querySelector("[data-clock]");
  if (!box) return;
  const tick = () => { box.textContent = time.format(new Date()); };
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
  const written = JSON.parse(document.getElementById("state").textContent);
  shown = JSON.stringify(subject(written));
  show(memory.last() || written);
  clock();
  connect();
  setTimeout(() => setInterval(poll, POLL), Math.random() * POLL);
  setInterval(tell, 10000);
  stayAwake();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "f" || event.key === "F") document.documentElement.requestFullscreen?.();
  });
  addEventListener("load", () => settle(main.dataset.worker, memory).catch(() => {}));
}

start();

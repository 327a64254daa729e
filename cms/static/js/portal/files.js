// Places for files: drop or choose, several at once, each with its progress, pause and end.
import { make } from "./make.js";
import { Memory } from "./memory.js";
import { postJson } from "./post.js";
import { Turn } from "./turns.js";
import { Refused, TusUpload } from "./tus.js";

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

export function setUpFiles(place, { collection, key, say, took }) {
  const input = place.querySelector("input[type=file]");
  const zone = place.querySelector("[data-dropzone]");
  const state = place.querySelector("[data-upload-state]");
  const wrong = place.querySelector("[data-upload-error]");
  const list = place.querySelector("[data-files]");
  setUpRemoval();
  if (!zone) return;
  const memory = new Memory(key);
  const slot = place.dataset.place;

  const add = (files) => {
    const chosen = "single" in place.dataset ? [...files].slice(0, 1) : [...files];
    wrong.replaceChildren();
    for (const file of chosen) {
      const known = memory.known(file, slot);
      place.querySelector(`[data-asks="${known?.url}"]`)?.remove();
      begin(file, known?.url);
    }
  };

  function begin(file, url = "") {
    const row = drawRow(file.name);
    const upload = new TusUpload(file, {
      collection, slot, url,
      page: {
        created: (found) => memory.keep(found, slot, file),
        progress: (bytes) => row.progress(bytes, file.size),
        waiting: () => row.say(say("upload_waiting")),
        going: () => row.say(""),
      },
    });
    const turn = new Turn();
    let carried = null; // from its first turn on
    const go = async () => {
      await turn.take();
      if (carried) upload.go();
      else carried = carry(upload, row, file).finally(() => turn.give());
    };
    row.controls({
      go,
      pause: () => { upload.pause(); turn.give(); },
      end: () => { if (upload.url) memory.forget(upload.url); upload.end(); turn.give(); },
    });
    go();
  }

  async function carry(upload, row, file) {
    try {
      if (!(await upload.run())) return;
      row.checking();
      await finish(upload, file);
      row.remove();
    } catch (error) {
      row.remove();
      const why = error instanceof Refused && error.message;
      refuse(why ? `${file.name}: ${why}` : say("upload_failed", file.name));
    }
    if (upload.url) memory.forget(upload.url);
  }

  /** Ask for the check until there is an answer; the upload is whole and waits for it. */
  async function finish(upload, file) {
    for (let tries = 0; ; tries += 1) {
      const answer = await postJson(`${upload.url}finish/`, {}).catch(() => ({ status: 0, body: {} }));
      if (answer.status === 200) return arrived(file, answer.body);
      const passing = [0, 401, 429, 502, 503, 504].includes(answer.status) || answer.body.code === "in_use";
      if (!passing) throw new Refused(answer.status, answer.body);
      await upload.wait();
    }
  }

  function arrived(file, body) {
    const holder = document.createElement("template");
    holder.innerHTML = body.html.trim(); // drawn and escaped by our own server
    const card = holder.content.firstElementChild;
    list.querySelector(`[data-material="${card.dataset.material}"]`)?.remove();
    if ("single" in place.dataset) list.replaceChildren();
    list.append(card);
    state.textContent = say("uploaded", file.name);
    took(body, card);
  }

  function drawRow(name) {
    const bar = make("progress", { className: "progress", max: 100, value: 0 });
    bar.setAttribute("aria-label", say("uploading", name));
    const words = make("span", { className: "small muted num" });
    const title = make("bdi", { className: "upload__name", textContent: name });
    const buttons = make("span", { className: "cluster" });
    const row = make("li", { className: "upload" }, title, buttons, bar, words);
    place.querySelector("[data-uploads]").append(row);
    state.textContent = say("uploading", name);
    return {
      remove: () => row.remove(),
      say: (text) => { words.textContent = text; },
      progress(bytes, size) {
        bar.value = size ? Math.round((bytes * 100) / size) : 100;
        words.textContent = `${megabytes(bytes)} / ${megabytes(size)}`;
      },
      checking() {
        bar.removeAttribute("value");
        buttons.replaceChildren();
        words.textContent = state.textContent = say("checking", name);
      },
      controls({ go, pause: rest, end: drop }) {
        const pause = make("button", { type: "button", className: "btn btn--small", textContent: say("upload_pause") });
        const end = make("button", { type: "button", className: "btn btn--small", textContent: say("upload_end") });
        for (const button of [pause, end]) button.append(make("span", { className: "visually-hidden", textContent: ` ${name}` }));
        let isPaused = false;
        pause.addEventListener("click", () => {
          isPaused = !isPaused;
          pause.firstChild.textContent = say(isPaused ? "upload_go" : "upload_pause");
          if (!isPaused) return void go();
          rest();
          words.textContent = say("upload_paused");
        });
        end.addEventListener("click", () => { drop(); row.remove(); });
        buttons.append(pause, end);
      },
    };
  }

  /** After a reload: go on by oneself, or ask for the same file. */
  async function goOn(one) {
    const file = await memory.file(one.url);
    if (file) return begin(file, one.url);
    const drop = make("button", { type: "button", className: "btn btn--small", textContent: say("upload_end") });
    const row = make("li", { className: "upload" }, make("bdi", { className: "upload__name", textContent: one.name }), drop, make("span", { className: "small", textContent: say("upload_again") }));
    row.dataset.asks = one.url;
    drop.addEventListener("click", () => { memory.forget(one.url); row.remove(); });
    place.querySelector("[data-uploads]").append(row);
    return undefined;
  }

  function refuse(text) {
    state.textContent = "";
    wrong.append(make("p", { className: "field__error", textContent: text }));
  }

  function setUpRemoval() {
    place.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-remove]");
      if (!button) return;
      event.preventDefault();
      button.disabled = true;
      const answer = await postJson(button.dataset.remove, {}).catch(() => ({ status: 0, body: {} }));
      if (answer.status !== 200) {
        button.disabled = false;
        refuse(answer.body.message || say("kept"));
        return;
      }
      button.closest("[data-material]").remove();
      if (state) state.textContent = say("removed");
      place.focus();
      took(answer.body, null);
    });
  }

  input.addEventListener("change", () => { add([...input.files]); input.value = ""; });
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });
  for (const one of memory.all().filter((found) => found.slot === slot)) goOn(one);
}

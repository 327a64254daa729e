// Uploads by drop or choice, one after the other in each place, and removals.
import { postJson, upload } from "./post.js";

export function setUpFiles(place, { url, say, took }) {
  const input = place.querySelector("input[type=file]");
  const zone = place.querySelector("[data-dropzone]");
  const bar = zone.querySelector("progress");
  const state = zone.querySelector("[data-upload-state]");
  const wrong = place.querySelector("[data-upload-error]");
  const list = place.querySelector("[data-files]");
  let queue = Promise.resolve();

  const add = (files) => {
    const chosen = "single" in place.dataset ? [...files].slice(0, 1) : [...files];
    wrong.replaceChildren();
    for (const file of chosen) queue = queue.then(() => send(file));
  };

  async function send(file) {
    bar.hidden = false;
    bar.value = 0;
    state.textContent = say("uploading", file.name);
    const onProgress = (part) => {
      bar.value = Math.round(part * 100);
      if (part === 1) state.textContent = say("checking", file.name);
    };
    try {
      const { status, body } = await upload(url, place.dataset.place, file, onProgress);
      if (status === 200) arrived(file, body);
      else refuse(file, status === 413 ? say("too_large", file.name) : body.message ? `${file.name}: ${body.message}` : say("upload_failed", file.name));
    } catch {
      refuse(file, say("upload_failed", file.name));
    }
    bar.hidden = true;
  }

  function arrived(file, body) {
    const holder = document.createElement("template");
    holder.innerHTML = body.html.trim(); // drawn and escaped by our own server
    if ("single" in place.dataset) list.replaceChildren();
    list.append(holder.content);
    state.textContent = say("uploaded", file.name);
    took(body, list.lastElementChild);
  }

  function refuse(file, text) {
    state.textContent = "";
    wrong.append(Object.assign(document.createElement("p"), { className: "field__error", textContent: text }));
  }

  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); add(event.dataTransfer.files); });

  place.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    button.disabled = true;
    const answer = await postJson(button.dataset.remove, {}).catch(() => ({ status: 0, body: {} }));
    if (answer.status !== 200) {
      button.disabled = false;
      return refuse(null, answer.body.message || say("kept"));
    }
    button.closest("[data-material]").remove();
    state.textContent = say("removed");
    place.focus();
    return took(answer.body, null);
  });
}

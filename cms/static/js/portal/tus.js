// One resumable upload (tus 1.0): goes on after pauses, lost networks and restarts of the server.
import { token } from "./post.js";

const LEAST = 256 * 1024;
const MOST = 8 * 1024 * 1024;
const AIM = 2000; // milliseconds a part should take: what a lost network can cost
const LONGEST_WAIT = 30_000;

export class Refused extends Error {
  constructor(status, body) {
    super(body.message || "");
    Object.assign(this, { status, code: body.code || "" });
  }
}

const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class TusUpload {
  /** `page` is told: progress(bytes), waiting(), going(), created(url). */
  constructor(file, { collection, slot, url = "", page }) {
    Object.assign(this, { file, collection, slot, url, page });
    this.size = LEAST * 4;
    this.tries = 0;
    this.paused = null; // while paused: what go() calls
    this.ended = false;
    this.request = null;
  }

  /** Until every byte is there. Rejects with Refused where trying again is of no use. */
  async run() {
    let offset = null;
    while (offset !== this.file.size) {
      if (this.paused) await this.paused.promise;
      if (this.ended) return false;
      try {
        if (offset === null) offset = this.url ? await this.ask() : await this.create();
        else offset = await this.send(offset);
        this.tries = 0;
        this.page.progress(offset);
      } catch (error) {
        if (error instanceof Refused) throw error;
        offset = null; // whatever went wrong, the server says where to go on
        if (!this.paused && !this.ended) await this.wait();
      }
    }
    return !this.ended;
  }

  async create() {
    const metadata = `filename ${encode(this.file.name)},slot ${encode(this.slot)}`;
    const answer = await this.call("POST", this.collection, { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata });
    this.url = answer.getResponseHeader("Location");
    this.page.created(this.url);
    return 0;
  }

  async ask() {
    try {
      return Number((await this.call("HEAD", this.url)).getResponseHeader("Upload-Offset"));
    } catch (error) {
      if (!(error instanceof Refused) || ![404, 410].includes(error.status)) throw error;
      this.url = ""; // it has expired: from the start again
      return this.create();
    }
  }

  async send(offset) {
    const part = this.file.slice(offset, offset + this.size);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    if (crypto.subtle) {
      const digest = await crypto.subtle.digest("SHA-256", await part.arrayBuffer());
      headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
    }
    const began = performance.now();
    const answer = await this.call("PATCH", this.url, headers, part, (sent) => this.page.progress(offset + sent));
    const factor = Math.min(2, AIM / Math.max(performance.now() - began, 1));
    this.size = Math.round(Math.min(MOST, Math.max(LEAST, this.size * factor)));
    return Number(answer.getResponseHeader("Upload-Offset"));
  }

  /** One request. Rejects with Refused for a final no, with another error for what may pass. */
  call(method, url, headers = {}, body = null, onSent = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, url);
      const own = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), Accept: "application/json" };
      for (const [name, value] of Object.entries({ ...own, ...headers })) request.setRequestHeader(name, value);
      if (onSent) request.upload.addEventListener("progress", (event) => onSent(event.loaded));
      request.addEventListener("load", () => (request.status < 300 ? resolve(request) : reject(failure(request))));
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Error(name)));
      request.send(body);
    });
  }

  /** After a failure: longer each time, and at once when the network is back. */
  async wait() {
    this.tries += 1;
    this.page.waiting();
    const time = Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(this.tries, 6)) * (0.75 + Math.random() / 2);
    let wake;
    const online = new Promise((resolve) => { wake = resolve; addEventListener("online", resolve, { once: true }); });
    await Promise.race([pause(time), online]);
    removeEventListener("online", wake);
    this.page.going();
  }

  pause() {
    if (this.paused) return;
    let go;
    const promise = new Promise((resolve) => { go = resolve; });
    this.paused = { promise, go };
    this.request?.abort();
  }

  go() {
    this.paused?.go();
    this.paused = null;
  }

  /** Give it up, here and on the server. */
  async end() {
    this.ended = true;
    this.request?.abort();
    this.go();
    if (this.url) await this.call("DELETE", this.url).catch(() => null);
  }
}

function failure(request) {
  const passing = [401, 408, 409, 423, 429, 460].includes(request.status) || request.status >= 500;
  if (passing && request.status !== 507) return new Error(String(request.status));
  let body = {};
  try { body = JSON.parse(request.responseText); } catch { /* not in words */ }
  return new Refused(request.status, body);
}

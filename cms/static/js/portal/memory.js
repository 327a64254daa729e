// Uploads under way, remembered by this browser: their address, and the file itself where it fits.
const PREFIX = "unveil.upload.";
const KEPT = 300_000_000; // bytes of a file that the browser keeps; of larger ones it asks again
const OLDEST = 24 * 3600 * 1000; // as long as the server keeps the parts

const fingerprint = (file) => [file.name, file.size, file.lastModified].join("|");

export class Memory {
  constructor(entry) {
    this.prefix = `${PREFIX}${entry}.`;
  }

  /** Everything that was on its way: [{url, slot, name, size, mark}]. */
  all() {
    const found = [];
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(this.prefix))) {
        const one = JSON.parse(localStorage.getItem(key));
        if (Date.now() - one.at < OLDEST) found.push(one);
        else this.forget(one.url);
      }
    } catch { /* storage is closed */ }
    return found;
  }

  /** The upload that this file had begun in this slot. */
  known(file, slot) {
    return this.all().find((one) => one.slot === slot && one.mark === fingerprint(file));
  }

  keep(url, slot, file) {
    const row = { url, slot, name: file.name, size: file.size, mark: fingerprint(file), at: Date.now() };
    try { localStorage.setItem(this.prefix + url, JSON.stringify(row)); } catch { /* full or closed */ }
    if (file.size <= KEPT) files((store) => store.put(file, url)).catch(() => null);
  }

  forget(url) {
    try { localStorage.removeItem(this.prefix + url); } catch { /* closed */ }
    files((store) => store.delete(url)).catch(() => null);
  }

  /** The file as it was chosen, or null where the browser has not kept it. */
  async file(url) {
    return (await files((store) => store.get(url), "readonly").catch(() => null)) || null;
  }
}

function files(act, mode = "readwrite") {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("unveil-uploads", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("files"));
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => {
      const change = opening.result.transaction("files", mode);
      const asked = act(change.objectStore("files"));
      change.addEventListener("complete", () => { opening.result.close(); resolve(asked.result); });
      change.addEventListener("abort", () => reject(change.error));
    });
  });
}

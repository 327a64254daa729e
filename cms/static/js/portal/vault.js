// What is not saved yet lies in this browser, until the server has it.
const prefix = "unveil.words.";
const OLDEST = 30 * 24 * 3600 * 1000;

export class Vault {
  constructor(key) {
    this.key = prefix + key;
    this.offered = {}; // found at the start, and not yet decided upon
    this.sweep();
  }

  /** `sent` are texts on their way that nobody has answered for: {field: [text]}. */
  keep(unsaved, revision, sent = {}) {
    const values = { ...this.offered, ...unsaved };
    try {
      if (Object.keys(values).length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ values, revision, sent, at: Date.now() }));
    } catch {
      return false; // storage is full or closed; the words still stand in the page
    }
    return true;
  }

  kept() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key) || "null");
      return found && typeof found.values === "object" ? found : null;
    } catch {
      return null;
    }
  }

  drop() {
    this.offered = {};
    try { localStorage.removeItem(this.key); } catch { /* nothing was kept */ }
  }

  sweep() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
        const at = JSON.parse(localStorage.getItem(key) || "{}").at || 0;
        if (Date.now() - at > OLDEST) localStorage.removeItem(key);
      }
    } catch { /* storage is closed */ }
  }
}

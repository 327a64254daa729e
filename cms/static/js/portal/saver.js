// Saves as one types: one request at a time, always on top of a known revision.
import { postJson } from "./post.js";

const PAUSE = 1500;
const RETRY = 5000;
const clockTime = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export class Saver {
  /** `page` is what the saver talks to: values(), show(state, text), took(answer), conflict(answer), signedOut(). */
  constructor({ url, revision, vault, page, say }) {
    Object.assign(this, { url, revision, vault, page, say });
    this.saved = page.values();
    this.timer = null;
    this.busy = null;
    this.stopped = false;
    this.refused = {};
  }

  /** What the server does not have. */
  unsaved() {
    const now = this.page.values();
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => this.saved[name] !== value));
  }

  /** The same without what it has refused already. */
  changed() {
    return Object.fromEntries(Object.entries(this.unsaved()).filter(([name, value]) => this.refused[name] !== value));
  }

  touched() {
    const unsaved = this.unsaved();
    this.vault.keep(unsaved, this.revision);
    if (this.stopped) return;
    if (!Object.keys(unsaved).length && !this.busy) return this.page.show("saved", this.say("all_saved"));
    if (!this.busy) this.page.show("typing", this.say("typing"));
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy) return this.busy;
    const sent = this.changed();
    if (this.stopped || !Object.keys(sent).length) return undefined;
    this.failed = false;
    this.page.show("saving", this.say("saving"));
    this.busy = this.send(sent).finally(() => { this.busy = null; });
    await this.busy;
    if (!this.failed && Object.keys(this.changed()).length) this.later(PAUSE);
    return undefined;
  }

  async send(sent) {
    let answer;
    try {
      answer = await postJson(this.url, { revision: this.revision, values: sent });
    } catch {
      this.page.show("kept", this.say("offline"));
      return this.again();
    }
    const { status, body } = answer;
    if (status === 200) return this.stored(sent, body);
    if (status === 409 && body.fields) return this.halt("conflict", this.say("conflict"), () => this.page.conflict(body));
    if (status === 401) { this.page.signedOut(); return this.again(); }
    if (status >= 500 || status === 429) { this.page.show("kept", this.say("kept")); return this.again(); }
    return this.halt("kept", body.message || this.say("kept"));
  }

  again() {
    this.failed = true;
    this.later(RETRY);
  }

  stored(sent, body) {
    this.revision = body.revision;
    for (const [name, value] of Object.entries(sent)) {
      if (body.errors[name]) this.refused[name] = value;
      else this.saved[name] = value;
    }
    this.vault.keep(this.unsaved(), this.revision);
    this.page.took({ ...body, errors: this.standing(body.errors) });
    if (Object.keys(this.standing(body.errors)).length) return this.page.show("partly", this.say("partly"));
    return this.page.show("saved", this.say("saved", clockTime()));
  }

  /** Errors of this and earlier answers whose words still stand in the page. */
  standing(errors) {
    const unsaved = this.unsaved();
    this.errors = { ...this.errors, ...errors };
    for (const name of Object.keys(this.errors)) {
      if (!(name in unsaved) || this.refused[name] !== unsaved[name]) delete this.errors[name];
    }
    return this.errors;
  }

  halt(state, text, then) {
    this.stopped = true;
    this.page.show(state, text);
    then?.();
  }

  /** Go on from another revision: `known` are the stored values of some fields. */
  goOn(revision, known = {}) {
    this.revision = revision;
    Object.assign(this.saved, known);
    this.stopped = false;
    this.touched();
    this.later(0);
  }

  /** The structure was changed by another request, from `before` to `revision`. */
  moved(before, revision) {
    if (this.revision === before) this.revision = revision;
  }

  /** New inputs appeared with these stored values. */
  learn(values) {
    Object.assign(this.saved, values);
  }
}

// Saves as one types: one request at a time, always on top of a known revision. Where a colleague
// changed the same field, that field alone is held until a person has chosen.
import { postJson } from "./post.js";

const PAUSE = 1500;
const RETRY = 5000;
const LOOK = 15_000;
const clockTime = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export class Saver {
  /** `beside` are the fields of which the server wants to know what was seen. `page` is what the saver talks to: values(), here(), label(name), show(state, text), took(answer), conflicts(held), signedOut(). */
  constructor({ url, revision, beside, vault, page, say }) {
    Object.assign(this, { url, revision, beside, vault, page, say });
    this.saved = page.values();
    this.timer = null;
    this.busy = null;
    this.stopped = false;
    this.refused = {};
    this.moves = new Map();
    this.held = {};
    this.sent = {};
    this.confirmed = new Set();
    setInterval(() => this.look(), LOOK);
  }

  /** What the server does not have. */
  unsaved() {
    const now = this.page.values();
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => this.saved[name] !== value));
  }

  /** The same without what it has refused already, and what waits for a choice. */
  changed() {
    return Object.fromEntries(Object.entries(this.unsaved()).filter(([name, value]) => this.refused[name] !== value && !(name in this.held)));
  }

  touched() {
    const unsaved = this.unsaved();
    this.vault.keep(unsaved, this.revision, this.sent);
    if (this.stopped) return;
    if (!Object.keys(this.changed()).length && !this.busy) return this.rest();
    if (!this.busy) this.page.show("typing", this.say("typing"));
    this.later(PAUSE);
  }

  /** Nothing is on its way: say how things stand. */
  rest() {
    if (Object.keys(this.changed()).length) this.page.show("typing", this.say("typing"));
    else if (Object.keys(this.held).length) this.page.show("conflict", this.say("conflict"));
    else if (Object.keys(this.standing()).length) this.page.show("partly", this.say("partly"));
    else this.page.show("saved", this.savedAt ? this.say("saved", this.savedAt) : this.say("all_saved"));
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy) return this.busy;
    const sent = this.changed();
    if (this.stopped || !(Object.keys(sent).length || this.confirmed.size)) return undefined;
    this.failed = false;
    this.page.show("saving", this.say("saving"));
    this.busy = this.send(sent).finally(() => { this.busy = null; });
    await this.busy;
    if (!this.failed && Object.keys(this.changed()).length) this.later(PAUSE);
    return undefined;
  }

  /** A translation was read and found to be current. */
  confirm(name) {
    this.confirmed.add(name);
    return this.save();
  }

  /** Ask what colleagues do, while this page is looked at and nothing is on its way. */
  async look() {
    if (document.hidden || this.stopped || this.busy || this.failed || Object.keys(this.changed()).length) return;
    this.busy = this.post({}).then(({ status, body }) => { if (status === 200) this.stored({}, body); }, () => {}).finally(() => { this.busy = null; });
    await this.busy;
    if (Object.keys(this.changed()).length) this.later(PAUSE); // typed meanwhile
  }

  post(values) {
    const seen = Object.fromEntries(this.beside.filter((name) => name in this.saved).map((name) => [name, this.saved[name]]));
    return postJson(this.url, { revision: this.revision, values, seen, confirmed: [...this.confirmed], field: this.page.here() });
  }

  async send(sent) {
    let answer;
    this.leave(sent);
    try {
      answer = await this.post(sent);
    } catch {
      this.page.show("kept", this.say("offline"));
      return this.again();
    }
    const { status, body } = answer;
    if (status === 200 || (status === 409 && body.fields)) return this.stored(sent, body);
    if (status === 401) { this.page.signedOut(); return this.again(); }
    if (status >= 500 || status === 429) { this.page.show("kept", this.say("kept")); return this.again(); }
    return this.halt("kept", body.message || this.say("kept"));
  }

  again() {
    this.failed = true;
    this.later(RETRY);
  }

  /** Until the answer is read nobody knows whether the server has stored these. */
  leave(sent) {
    for (const [name, value] of Object.entries(sent)) this.sent[name] = [...(this.sent[name] ?? []), value];
    this.vault.keep(this.unsaved(), this.revision, this.sent);
  }

  /** Whether this text is one that was sent from here before. */
  isOurs(name, value) {
    return this.sent[name]?.includes(value) ?? false;
  }

  stored(sent, body) {
    this.revision = body.revision;
    const ours = (body.fields ?? []).filter((field) => this.isOurs(field.name, field.theirs));
    const fields = (body.fields ?? []).filter((field) => !ours.includes(field));
    const waits = new Set(fields.map((field) => field.name));
    for (const [name, value] of Object.entries(sent)) {
      if (body.errors[name]) this.refused[name] = value;
      else if (!waits.has(name)) this.saved[name] = value;
    }
    for (const field of ours) this.saved[field.name] = field.theirs; // and is sent once more
    this.confirmed.clear();
    this.hold(fields);
    const news = this.news(body);
    this.sent = {};
    this.vault.keep(this.unsaved(), this.revision, this.sent);
    this.page.took({ ...body, news, errors: this.standing(body.errors) });
    this.page.conflicts(this.held);
    if (Object.keys(sent).length) this.savedAt = clockTime();
    this.rest();
  }

  hold(fields) {
    for (const field of fields) {
      this.saved[field.name] = field.theirs;
      this.held[field.name] = { ...field, current: () => this.page.values()[field.name] ?? "" };
    }
  }

  /** What others changed: taken over where nothing was typed meanwhile, held where it was. */
  news(body) {
    const unsaved = this.unsaved();
    const taken = {};
    for (const [name, value] of Object.entries(body.news ?? {})) {
      if (this.isOurs(name, value)) {
        this.saved[name] = value;
        continue;
      }
      if (name in unsaved && unsaved[name] !== value) this.hold([{ ...this.held[name], name, label: this.page.label(name), theirs: value, by: body.by, changed_at: body.changed_at }]);
      else taken[name] = value;
      this.saved[name] = value;
    }
    return taken;
  }

  /** A person has chosen what a held field says; it may be changed further. */
  chosen(name) {
    delete this.held[name];
    this.page.conflicts(this.held);
    this.touched();
    this.later(0);
  }

  /** Errors of this and earlier answers whose words still stand in the page. */
  standing(errors = {}) {
    const unsaved = this.unsaved();
    this.errors = { ...this.errors, ...errors };
    for (const name of Object.keys(this.errors)) {
      if (!(name in unsaved) || this.refused[name] !== unsaved[name]) delete this.errors[name];
    }
    return this.errors;
  }

  halt(state, text) {
    this.stopped = true;
    this.page.show(state, text);
  }

  /** Words from before a reload were written on an older revision: let the server compare with that. */
  wroteOn(revision, sent = {}) {
    this.sent = sent;
    if (Number.isInteger(revision)) this.revision = Math.min(this.revision, revision);
  }

  /** The structure was changed by another request, from `before` to `revision`; answers may cross. */
  moved(before, revision) {
    this.moves.set(before, revision);
    while (this.moves.has(this.revision)) {
      const next = this.moves.get(this.revision);
      this.moves.delete(this.revision);
      this.revision = next;
    }
  }

  /** New inputs appeared with these stored values. */
  learn(values) {
    Object.assign(this.saved, values);
  }
}

// The launch editor: ties fields, saving, languages, files and the panel together.
import { drawConflicts, whoAndWhen } from "./conflict.js";
import { allValues, beside, count, inputs, labelOf, markErrors, put, sentValues } from "./fields.js";
import { setUpFiles } from "./files.js";
import { refresh } from "./kind.js";
import { make } from "./make.js";
import { drawMarks } from "./marks.js";
import { setUpMoment } from "./moment.js";
import { Pair } from "./pair.js";
import { drawReady, followLinks } from "./ready.js";
import { Saver } from "./saver.js";
import { drawPeople, here } from "./together.js";
import { Vault } from "./vault.js";
import { say } from "./words.js";

const form = document.getElementById("editor");
if (form) setUp();

function setUp() {
  const bar = document.querySelector("[data-save-bar]");
  const wordsOfState = bar.querySelector("[data-save-words]");
  document.documentElement.classList.add("has-script");
  bar.querySelector("[data-save-state]").hidden = false;
  const panel = document.querySelector("[data-ready]");
  const summary = document.querySelector("[data-conflicts]");
  const revision = form.elements.revision;
  const vault = new Vault(form.dataset.key);
  const pair = new Pair(document.querySelector("[data-pair-bar]"), form.dataset.key);

  const page = {
    values: allValues,
    label: labelOf,
    here,
    show(state, text) {
      bar.dataset.state = state;
      if (wordsOfState.textContent !== text) wordsOfState.textContent = text;
    },
    took(body) {
      revision.value = body.revision;
      markErrors(body.errors || {});
      if (body.missing) drawReady(panel, body);
      if (body.marks) drawMarks(body.marks, say);
      if (body.people) drawPeople(bar.querySelector("[data-people]"), body.people, say);
      if (Object.keys(body.news).length) takeNews(body);
      followKind();
      document.querySelector("[data-product]").textContent = document.getElementById("f-product").value;
    },
    conflicts(held) {
      drawConflicts(held, { say, summary, choose: (name, text) => { put(name, text); saver.chosen(name); document.getElementById(`f-${name}`)?.focus(); } });
    },
    signedOut() {
      page.show("kept", "");
      const next = encodeURIComponent(location.pathname);
      wordsOfState.replaceChildren(make("a", { href: `/accounts/login/?next=${next}`, target: "_blank", rel: "noopener", textContent: say("signed_out") }));
    },
  };
  const stored = JSON.parse(document.getElementById("editor-stored")?.textContent || "{}");
  const saver = new Saver({ url: form.dataset.autosave, revision: Number(revision.defaultValue), beside: beside(), vault, page, say });
  saver.learn({ ...sentValues(), ...stored });
  let [kind, following] = [saver.saved.entry_type, false];

  /** What is asked follows the stored type of entry; again at the next answer where it could not. */
  async function followKind() {
    const wanted = saver.saved.entry_type;
    if (wanted === kind || following) return;
    following = true;
    const learn = (values) => saver.learn(values);
    const done = await refresh({ unsaved: () => saver.unsaved(), learn, setUpPlace }).catch(() => false);
    following = false;
    if (!done) return;
    kind = wanted;
    for (const input of inputs()) count(input, say);
    document.querySelector("[data-news]").replaceChildren(make("p", { className: "notice notice--info", textContent: say("kind_changed") }));
  }

  /** A colleague's words arrive in fields nobody is in; what this page has no input for needs a reload. */
  function takeNews(body) {
    const shown = allValues();
    for (const [name, value] of Object.entries(body.news)) put(name, value);
    const note = make("p", { className: "notice notice--info", textContent: whoAndWhen(body, say) });
    if (Object.keys(body.news).some((name) => !(name in shown))) note.append(" ", make("a", { href: location.pathname, textContent: say("reload") }));
    document.querySelector("[data-news]").replaceChildren(note);
  }

  offerBackup(vault, saver);
  for (const input of inputs()) count(input, say);
  const onInput = (event) => {
    if (event.target.form !== form || event.target.type === "file") return;
    count(event.target, say);
    if (event.type !== "counted") saver.touched();
  };
  for (const name of ["input", "change", "counted"]) document.addEventListener(name, onInput);
  document.addEventListener("visibilitychange", () => document.hidden && saver.save());
  addEventListener("online", () => saver.save());
  addEventListener("beforeunload", (event) => {
    if (!submitting && Object.keys(saver.unsaved()).length) event.preventDefault();
  });
  let submitting = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "confirmed") {
      event.preventDefault();
      saver.confirm(event.submitter.value);
      return;
    }
    const action = event.submitter?.name === "action" ? event.submitter.value : "";
    if (action !== "save" && action !== "submit") { submitting = true; return; }
    event.preventDefault();
    await saver.save();
    await saver.save();
    const stays = saver.stopped || Object.keys(saver.unsaved()).length > 0;
    if (stays) toFirst(document.querySelector("[aria-invalid=true], [data-conflict] button"));
    else if (action === "submit") location.assign(form.dataset.submit);
  });

  const took = (body, added) => {
    saver.moved(body.before, body.revision);
    revision.value = saver.revision;
    drawReady(panel, body);
    if (body.room) document.querySelector("[data-room]").outerHTML = body.room; // our own server's
    if (!added) return;
    const values = allValues();
    const names = [...added.querySelectorAll("[data-field]")].map((field) => field.dataset.field);
    saver.learn(Object.fromEntries(names.map((name) => [name, values[name]])));
    for (const input of added.querySelectorAll("[data-limit]")) count(input, say);
    added.querySelector("[data-limit]")?.focus({ preventScroll: true });
  };
  for (const place of document.querySelectorAll("[data-place]")) setUpPlace(place);
  setUpMoment(document.querySelector("[data-moment]"), say);
  followLinks(document, pair);
  if (Object.keys(saver.unsaved()).length) saver.touched();
  if (location.hash.startsWith("#f-")) toFirst(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  saver.look();

  function setUpPlace(place) {
    setUpFiles(place, { collection: form.dataset.uploads, key: form.dataset.key, say, took });
  }

  function toFirst(element) {
    pair.reveal(element);
    element?.focus();
  }
}

function offerBackup(vault, saver) {
  const kept = vault.kept();
  const now = allValues();
  const lost = kept ? Object.entries(kept.values).filter(([name, value]) => name in now && now[name] !== value) : [];
  if (!lost.length) return vault.drop();
  const box = document.querySelector("[data-backup]");
  const item = ([name, value]) => make("li", { textContent: `${labelOf(name)}: ${value.slice(0, 120)}`, dir: "auto" });
  box.querySelector("[data-backup-list]").replaceChildren(...lost.map(item));
  box.hidden = false;
  vault.offered = Object.fromEntries(lost);
  box.querySelector("[data-backup-take]").addEventListener("click", () => {
    for (const [name, value] of lost) put(name, value);
    vault.offered = {};
    box.hidden = true;
    saver.wroteOn(kept.revision, kept.sent);
    saver.touched();
    document.getElementById(`f-${lost[0][0]}`)?.focus();
  });
  box.querySelector("[data-backup-drop]").addEventListener("click", () => { box.hidden = true; vault.drop(); });
  return undefined;
}

// What a screen keeps for when the server is away: its page with its parts, the last state, and
// the pictures of what is on now and next. All of it public when it came; a recalled picture goes.

const CACHE = "unveil-screen-1";

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function written(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing shows all the same
  }
}

function picturesOf(state) {
  const launches = [state.now?.launch, state.next?.launch].filter(Boolean);
  const renditions = launches.flatMap((launch) => launch.materials.flatMap((row) => row.renditions));
  return renditions.map((row) => row.href);
}

export class Memory {
  // `made` is the server's time on this page: a page out of the store has an older one.
  constructor(stage, made) {
    this.name = `unveil-stage-${stage}`;
    this.made = made;
  }

  // The last state, if this page is no newer than the one that received it.
  last() {
    const kept = readable(localStorage.getItem(this.name) || "null");
    return kept?.state?.stage && kept.made >= this.made ? kept.state : null;
  }

  moveTo(made) {
    if (!(made > this.made)) return;
    this.made = made;
    const kept = readable(localStorage.getItem(this.name) || "null");
    if (kept) written(this.name, { ...kept, made });
  }

  remember(state) {
    const before = readable(localStorage.getItem(this.name) || "null")?.pictures || [];
    const pictures = picturesOf(state);
    written(this.name, { state, pictures, made: this.made });
    const gone = before.filter((href) => !pictures.includes(href));
    if (gone.length && globalThis.caches) forget(gone);
  }
}

async function forget(hrefs) {
  const cache = await caches.open(CACHE);
  await Promise.all(hrefs.map((href) => cache.delete(href, { ignoreVary: true })));
}

// The worker sees only what is loaded after it has begun; the page that begins it hands over
// itself and what it has loaded. What the memory knows is newer than that copy of the page.
export async function settle(worker, memory) {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  await navigator.serviceWorker.register(worker, { scope: "/screen/" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(CACHE);
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const parts = loaded.filter((url) => url.origin === location.origin && /^\/(static|files)\//.test(url.pathname));
  await Promise.allSettled([...new Set(parts.map((url) => url.pathname))].map(async (path) => {
    if (!(await cache.match(path, { ignoreVary: true }))) await cache.add(path);
  }));
  if (await cache.match(location.pathname, { ignoreVary: true })) return;
  const page = await fetch(location.pathname);
  if (page.status !== 200) return;
  const made = /data-made="(\d+)"/.exec(await page.clone().text());
  await cache.put(location.pathname, page);
  memory.moveTo(Number(made?.[1]));
}

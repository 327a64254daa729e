// Keeps the screen's own page, its parts and the pictures it has shown, so that a restart of
// the browser while the server is away still shows the last picture. Only what the server
// gave out as public ever comes here. The first page puts itself here: js/screen/keep.js.

const CACHE = "unveil-screen-1";
const MOST_PICTURES = 60;
const PATIENCE = 2500; // ms for a silent network, where we have a copy

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function kept(url) {
  return ["/screen/", "/static/", "/files/"].some((room) => url.pathname.startsWith(room));
}

async function trim(cache) {
  const requests = await cache.keys();
  const pictures = requests.filter((request) => new URL(request.url).pathname.startsWith("/files/"));
  await Promise.all(pictures.slice(0, Math.max(0, pictures.length - MOST_PICTURES)).map((request) => cache.delete(request)));
}

async function keep(cache, request, fresh) {
  try {
    if (fresh.status === 200) {
      await cache.put(request, fresh);
      await trim(cache);
    } else if (fresh.status === 404) {
      await cache.delete(request, { ignoreVary: true }); // recalled
    }
  } catch {
    // a full disk keeps nothing new, and shows all the same
  }
}

function silence() {
  return new Promise((_resolve, reject) => { setTimeout(reject, PATIENCE, new Error("silent")); });
}

// The network first; what it gave last time if it does not answer, or fails.
async function answer(event) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  const old = await cache.match(request, { ignoreVary: true });
  const asked = fetch(request).then((fresh) => {
    event.waitUntil(keep(cache, request, fresh.clone()));
    return fresh;
  });
  if (!old) return asked;
  try {
    const fresh = await Promise.race([asked, silence()]);
    return fresh.status >= 500 ? old : fresh;
  } catch {
    asked.catch(() => {});
    return old;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === self.location.origin && kept(url)) {
    event.respondWith(answer(event));
  }
});

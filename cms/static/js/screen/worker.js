// Keeps the screen's own page, its parts and the pictures it has shown, so that a restart of
// the browser while the server is away still shows the last picture. Only what the server
// gave out as public ever comes here.

const CACHE = "unveil-screen-1";
const MOST_PICTURES = 60;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function kept(url) {
  return url.pathname.startsWith("/screen/") || url.pathname.startsWith("/static/") || url.pathname.startsWith("/files/");
}

async function trim(cache) {
  const requests = await cache.keys();
  const pictures = requests.filter((request) => new URL(request.url).pathname.startsWith("/files/"));
  await Promise.all(pictures.slice(0, Math.max(0, pictures.length - MOST_PICTURES)).map((request) => cache.delete(request)));
}

// The network first; what it gave last time if it does not answer.
async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.status === 200) {
      await cache.put(request, fresh.clone());
      await trim(cache);
    } else if (fresh.status === 404) {
      await cache.delete(request); // recalled
    } else if (fresh.status >= 500) {
      return (await cache.match(request)) || fresh;
    }
    return fresh;
  } catch (error) {
    const old = await cache.match(request);
    if (old) return old;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === self.location.origin && kept(url)) {
    event.respondWith(answer(event.request));
  }
});

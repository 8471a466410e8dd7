// Says that there is no line, where the browser would show a page of its own. Whatever can be had comes from the server:
// nothing of the game is kept here, so nothing old is ever shown.

addEventListener("install", () => skipWaiting());

addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match("offline")) ?? Response.error()));
});

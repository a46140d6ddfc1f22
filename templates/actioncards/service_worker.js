/* Keeps neutral copies of the action cards and of the directory, and nothing else. */
"use strict";

const FILES = {{ files|safe }};
const STATIC = "{{ static_url }}";
const LIST = "{% url "card_copies" %}";
const PATIENCE = 4000; // after so many milliseconds a copy is better than waiting
const FRESH = 600000;
const GONE = [404, 410];
const HEADERS = ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options"];

const scope = new URL(self.registration.scope).pathname;
const COPIES = `copies ${scope}`;
const DRAWN_WITH = `files ${scope} {{ version }}`;

const ask = (address) => fetch(address, { redirect: "manual", cache: "no-store" });

const keep = async (kept, page, answer) => {
  const headers = new Headers({ "X-Kept-At": String(Date.now()) });
  for (const name of HEADERS) {
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  await kept.put(page, new Response(await answer.blob(), { headers }));
};

const renew = async () => {
  const listed = await ask(LIST);
  if (!listed.ok) return; // logged out: what is there stays
  const copies = (await listed.json())[scope];
  if (!copies) return;
  const kept = await caches.open(COPIES);
  for (const request of await kept.keys()) {
    if (!(new URL(request.url).pathname in copies)) await kept.delete(request);
  }
  await Promise.all(
    Object.entries(copies).map(async ([page, address]) => {
      const copy = await ask(address);
      if (copy.ok) await keep(kept, page, copy);
      else if (GONE.includes(copy.status)) await kept.delete(page);
    }),
  );
  for (const name of await caches.keys()) {
    if (name.startsWith(`files ${scope} `) && name !== DRAWN_WITH) await caches.delete(name);
  }
};

const renewWhenOld = async (kept) => {
  const newest = await kept.match(scope);
  const age = Date.now() - Number(newest?.headers.get("X-Kept-At") ?? 0);
  if (age > FRESH) await renew().catch(() => {});
};

const inTime = (answer) =>
  Promise.race([
    answer,
    new Promise((_done, fail) => {
      setTimeout(() => fail(new Error("late")), PATIENCE);
    }),
  ]);

const page = async (event) => {
  const path = new URL(event.request.url).pathname;
  const kept = await caches.open(COPIES);
  const copy = await kept.match(path);
  const fetched = fetch(event.request);
  try {
    const answer = await (copy ? inTime(fetched) : fetched);
    if (copy && answer.status >= 500) return copy;
    if (GONE.includes(answer.status)) await kept.delete(path);
    if (answer.ok) event.waitUntil(renewWhenOld(kept));
    return answer;
  } catch {
    return copy ?? (await kept.match(scope)) ?? Response.error();
  }
};

const file = async (request) =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const drawn = caches.open(DRAWN_WITH).then((kept) => kept.addAll(FILES));
  event.waitUntil(Promise.all([drawn, renew().catch(() => {})]));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith(STATIC)) event.respondWith(file(request));
});

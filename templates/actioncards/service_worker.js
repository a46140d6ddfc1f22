/* Keeps neutral copies of the action cards and of the directory, and nothing else. */
"use strict";

const FILES = {{ files|safe }};
const STATIC = "{{ static_url }}";
const LIST = "{% url "card_copies" %}";
const PATIENCE = 4000; // after so many milliseconds a copy is better than waiting
const FRESH = 600000;
const GONE = [404, 410];
const MARK = "X-Kept-Copy"; // set on each copy by the server; it names the reader, by audience
const KEPT_AT = "X-Kept-At";
const HEADERS = [
  MARK,
  "Content-Type",
  "Content-Security-Policy",
  "Referrer-Policy",
  "X-Content-Type-Options",
  "X-Frame-Options",
];

const scope = new URL(self.registration.scope).pathname;
const COPIES = "copies "; // followed by their scope
const DRAWN_WITH = `files ${scope} {{ version }}`;

const ask = (address) => fetch(address, { redirect: "manual", cache: "no-store" });

const isOf = (type, answer) =>
  answer.ok && (answer.headers.get("Content-Type") ?? "").startsWith(type);

const isOld = (copy) => Date.now() - Number(copy.headers.get(KEPT_AT)) > FRESH;

const keep = async (kept, page, answer) => {
  const headers = new Headers({ [KEPT_AT]: String(Date.now()) });
  for (const name of HEADERS) {
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  await kept.put(page, new Response(await answer.blob(), { headers }));
};

// What is not listed, or was made for another reader, in whichever scope.
const dropOthers = async (reader, scopes) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(COPIES)) continue;
    const pages = scopes[name.slice(COPIES.length)] ?? {};
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const copy = await kept.match(request);
      const isListed = new URL(request.url).pathname in pages;
      if (!isListed || copy?.headers.get(MARK) !== reader) await kept.delete(request);
    }
  }
};

const renew = async (isDue) => {
  const listed = await ask(LIST);
  // Whoever is logged out is sent to log in, and what is there stays.
  if (!isOf("application/json", listed)) throw new Error("no list");
  const { reader, scopes } = await listed.json();
  await dropOthers(reader, scopes);
  for (const [owner, pages] of Object.entries(scopes)) {
    const kept = await caches.open(COPIES + owner);
    const renewed = Object.entries(pages).map(async ([page, address]) => {
      if (!isDue(owner, page, await kept.match(page))) return;
      const copy = await ask(address);
      const isHers = copy.headers.get(MARK) === reader;
      if (isHers && isOf("text/html", copy)) await keep(kept, page, copy);
    });
    await Promise.all(renewed);
  }
};

const renewAll = async () => {
  await renew((owner) => owner === scope);
  // No copy is drawn with the files of an earlier worker any more.
  for (const name of await caches.keys()) {
    if (name.startsWith(`files ${scope} `) && name !== DRAWN_WITH) await caches.delete(name);
  }
};

// What was seen just now must be the same without a network.
const renewAfter = async (seen, fetched) => {
  const answer = await fetched;
  if (!answer.ok && !GONE.includes(answer.status)) return;
  await renew((_owner, page, copy) => !copy || page === seen || page === scope || isOld(copy));
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
  const kept = await caches.open(COPIES + scope);
  const copy = await kept.match(path);
  const fetched = fetch(event.request);
  event.waitUntil(renewAfter(path, fetched).catch(() => {}));
  try {
    const answer = await (copy ? inTime(fetched) : fetched);
    return copy && answer.status >= 500 ? copy : answer;
  } catch {
    return copy ?? (await kept.match(scope)) ?? Response.error();
  }
};

const file = async (request) =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const drawn = caches.open(DRAWN_WITH).then((kept) => kept.addAll(FILES));
  event.waitUntil(drawn.then(() => renewAll().catch(() => {})));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith(STATIC)) event.respondWith(file(request));
});

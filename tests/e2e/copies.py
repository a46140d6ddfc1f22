"""The copies that a browser keeps for when there is no network, and the network cut."""

import time

C1, LIST, DIRECTORY = "/actioncards/under-18-professional/", "/actioncards/", "/kontakter/"
# What each cache holds: the address and the text of each answer in it.
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer) continue;  // dropped between the two lines
      const headers = [...answer.headers].flat().join(" ");
      found[new URL(request.url).pathname] = headers + await answer.text();
    }
  }
  return found;
}"""
READY = """async () => {
  const all = await navigator.serviceWorker.getRegistrations();
  return all.length > 0 && all.every((one) => one.active?.state === "activated");
}"""


def wait_until(holds):
    for _try in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("It does not come.")


def wait_for_copies(page):
    wait_until(lambda: page.evaluate(READY) and {C1, LIST, DIRECTORY} <= set(page.evaluate(KEPT)))


def cut(page):
    """Cut the network, and empty the ordinary cache, which may not help out."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    page.context.set_offline(True)


def open_offline(page, address):
    page.goto(address)
    assert "Gemt kopi fra" in page.inner_text("body")


def readers_of_copies(page):
    """For whom the copies were made that are there."""
    return set(
        page.evaluate(
            """async () => {
              const found = [];
              for (const name of (await caches.keys()).filter((one) => one.startsWith("copies"))) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  const answer = await cache.match(request);
                  if (answer) found.push(answer.headers.get("X-Kept-Copy"));
                }
              }
              return found;
            }"""
        )
    )


def age_copies(page):
    """Make the copies look as if they were made long ago."""
    page.evaluate(
        """async () => {
          for (const name of (await caches.keys()).filter((one) => one.startsWith("copies"))) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const answer = await cache.match(request);
              const headers = new Headers(answer.headers);
              headers.set("X-Kept-At", "1");
              await cache.put(request, new Response(await answer.blob(), {headers}));
            }
          }
        }"""
    )

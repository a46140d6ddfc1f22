/* On the pages of the cards and of the directory: printing, and the worker that keeps copies. */
(() => {
  "use strict";

  const { worker, scopes } = document.currentScript.dataset;
  if ("serviceWorker" in navigator) {
    for (const scope of scopes.split(" ")) {
      // Where it can't be had, the pages work with a network as before.
      navigator.serviceWorker.register(worker, { scope }).catch(() => {});
    }
  }

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
})();

/* What the pages do beyond the server's answer; every page works without it. */
(() => {
  "use strict";

  const body = document.body;
  window.DKFDS.init();

  const leave = () => {
    const here = encodeURIComponent(window.location.pathname);
    window.location.replace(`${body.dataset.loginPath}?next=${here}`);
  };

  // A page from the browser's memory may show what the user may no longer see.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });

  // -- Swapped-in content: only its own components, since init() would double the menu. ---------
  document.addEventListener("htmx:afterSettle", (event) => {
    const scope = event.detail.elt;
    const each = (selector, start) => {
      if (scope.matches?.(selector)) start(scope);
      scope.querySelectorAll?.(selector).forEach(start);
    };
    each("table[class*=responsive-headers]", (table) => new window.DKFDS.ResponsiveTable(table));
    each(".form-limit", (group) => new window.DKFDS.CharacterLimit(group).init());
    each(".js-dropdown", (button) => new window.DKFDS.Dropdown(button).init());
    each(".tooltip-wrapper", (tip) => new window.DKFDS.Tooltip(tip).init());
    each("input[type=password]", addToggle);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname === body.dataset.loginPath) {
      event.detail.shouldSwap = false;
      leave();
    } else if (xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // -- A swap that failed leaves old rows on the screen: say so. --------------------------------
  const failed = (event) => {
    const { target, elt, requestConfig, xhr } = event.detail;
    if (target?.matches("[data-autosave]")) {
      target.textContent = target.dataset.failed;
      target.classList.add("autosave-failed");
      return;
    }
    clear();
    target?.classList.add("stale");
    const notice = document.getElementById("failed-swap").content.cloneNode(true);
    notice.querySelector("[data-retry]").addEventListener("click", () => {
      const type = requestConfig?.triggeringEvent?.type;
      if (xhr?.status === 403) leave(); // the session has most likely ended
      else if (type && elt.isConnected) window.htmx.trigger(elt, type);
      else window.location.reload();
    });
    if (target && target !== body && target.tagName !== "TBODY") target.before(notice);
    else document.getElementById("messages").append(notice);
  };
  const clear = () => {
    document.querySelectorAll(".failed-swap").forEach((notice) => notice.remove());
    document.querySelectorAll(".stale").forEach((old) => old.classList.remove("stale"));
  };
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, failed);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    event.detail.target?.classList.remove("autosave-failed");
    clear();
  });

  // -- The clock of an assessment: each minute the words that the server would write now. -------
  const span = (words, minutes, mixedBelow) => {
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    const known = { count: days, hours, minutes: minutes % 60 };
    let form = "none";
    if (days >= 2) form = "days";
    else if (hours >= mixedBelow || (hours && !known.minutes)) form = "hours";
    else if (hours) form = "both";
    else if (minutes) form = "minutes";
    return words[form].replace(/%\((\w+)\)d/g, (_all, name) => known[name]);
  };
  document.querySelectorAll("[data-due]").forEach((clock) => {
    const words = JSON.parse(clock.dataset.words);
    const ahead = Date.parse(clock.dataset.now) - Date.now(); // the server's clock counts
    const tick = () => {
      const left = (Date.parse(clock.dataset.due) - Date.now() - ahead) / 60000;
      const form = left < 0 ? words.overdue : words.left;
      const time = span(words, Math.floor(Math.abs(left)), left < 0 ? 1 : 24);
      clock.textContent = form.replace("%(time)s", time);
    };
    setInterval(tick, 60000);
  });

  // -- Show a password. -------------------------------------------------------------------------
  function addToggle(input) {
    if (!input.dataset.show) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "function-link password-toggle";
    button.textContent = input.dataset.show;
    button.setAttribute("aria-controls", input.id);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const hidden = input.type === "password";
      input.type = hidden ? "text" : "password";
      button.setAttribute("aria-pressed", String(hidden));
    });
    input.after(button);
  }
  document.querySelectorAll("input[type=password]").forEach(addToggle);

  // -- Session: warn five minutes before the end, in all tabs at once. --------------------------
  const seconds = Number(body.dataset.sessionSeconds);
  if (!seconds) return;
  const warning = document.getElementById("session-modal");
  const modal = new window.DKFDS.Modal(warning);
  const ahead = Math.min(300, Math.max(20, seconds / 2));
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  let ends = 0;

  const extend = () => {
    ends = Date.now() + seconds * 1000;
    if (warning.getAttribute("aria-hidden") === "false") modal.hide();
  };
  const tellTabs = () => {
    extend();
    tabs?.postMessage("extended");
  };
  if (tabs) tabs.onmessage = extend;
  tellTabs();
  document.addEventListener("htmx:afterOnLoad", tellTabs);

  warning.querySelector("[data-session-stay]").addEventListener("click", async () => {
    const headers = JSON.parse(body.getAttribute("hx-headers"));
    const answer = await fetch(body.dataset.sessionUrl, { method: "POST", headers }).catch(() => null);
    if (answer?.status === 204) tellTabs();
    else leave();
  });

  setInterval(() => {
    const left = (ends - Date.now()) / 1000;
    if (left <= 0) {
      leave();
    } else if (left <= ahead && warning.getAttribute("aria-hidden") === "true") {
      const saved = Boolean(document.querySelector("[data-autosave]"));
      warning.querySelector("[data-session-saved]").hidden = !saved;
      warning.querySelector("[data-session-unsaved]").hidden = saved;
      modal.show();
    }
  }, 1000);
})();

/* Leave at once: the button, or Shift three times within five seconds. The link works without. */
(() => {
  "use strict";

  const link = document.getElementById("exit-page");
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    document.title = "…";
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (presses.length === 3) leave();
  });
})();

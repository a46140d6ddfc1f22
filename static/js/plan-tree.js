/* Sections of the plan are dragged by a handle; the buttons below each do the same without it. */
(() => {
  "use strict";

  const form = document.getElementById("plan-drag");
  const tree = document.querySelector(".plan-tree");
  if (!form || !tree) return;
  document.querySelector(".plan-drag-hint").hidden = false;
  const branches = [...tree.querySelectorAll(".plan-branch")];
  let dragged = null;

  const last = document.createElement("div");
  last.className = "plan-drop-last";
  tree.append(last);

  const drop = (place, before) => {
    const allowed = () => dragged && !dragged.closest("li").contains(place);
    place.addEventListener("dragover", (event) => {
      if (!allowed()) return;
      event.preventDefault();
      place.classList.add("plan-drop");
    });
    place.addEventListener("dragleave", () => place.classList.remove("plan-drop"));
    place.addEventListener("drop", (event) => {
      if (!allowed()) return;
      event.preventDefault();
      form.elements.key.value = dragged.dataset.key;
      form.elements.before.value = before;
      form.submit();
    });
  };

  for (const branch of branches) {
    const handle = document.createElement("span");
    handle.className = "plan-handle";
    handle.draggable = true;
    handle.setAttribute("aria-hidden", "true");
    branch.querySelector(".plan-branch-title").prepend(handle);
    handle.addEventListener("dragstart", (event) => {
      dragged = branch;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", branch.dataset.key);
      event.dataTransfer.setDragImage(branch, 0, 0);
      tree.classList.add("plan-dragging");
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
      tree.classList.remove("plan-dragging");
      tree.querySelectorAll(".plan-drop").forEach((place) => place.classList.remove("plan-drop"));
    });
    drop(branch, branch.dataset.key);
  }
  drop(last, "");
})();

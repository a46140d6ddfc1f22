/* Shows a question when the answer before it asks for it; without script all of them are there. */
(() => {
  "use strict";

  // data-shown-when="age_kind=born_on" or, for any of several, "signs=a|marriage_signs=b".
  const holds = (form, condition) =>
    condition.split("|").some((part) => {
      const [name, value] = part.split("=");
      return new FormData(form).getAll(name).some((given) => value === undefined || given === value);
    });
  const arrange = (form) => {
    form.querySelectorAll("[data-shown-when]").forEach((part) => {
      part.hidden = !holds(form, part.dataset.shownWhen);
    });
  };

  document.querySelectorAll("form").forEach((form) => {
    form.addEventListener("change", () => arrange(form));
    arrange(form);
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
})();

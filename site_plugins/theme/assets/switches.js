// The switch of colours: a button does what the theme's own choice does, and the focus stays with the reader.
(function () {
  "use strict";

  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-palette]"));
  for (const button of buttons) {
    // The theme would move the choice on by itself as well: it takes the key to be meant for its radio buttons.
    button.addEventListener("keydown", (event) => event.key === "Enter" && event.stopPropagation());
    button.addEventListener("click", () => {
      document.getElementById(button.dataset["palette"] || "")?.click();
      // The theme shows the other one, a moment later; a button that is gone would take the focus with it.
      const other = [...buttons].find((each) => each !== button);
      if (!other) return;
      other.hidden = false;
      other.focus();
      button.hidden = true;
    });
  }
})();

/** The search in the header of every page: leads to the page of the search, with the words behind the address's #. */
(() => {
  "use strict";

  const form = document.getElementById("search-box");
  const input = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !input) return;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // The field has no name: without this script its words would otherwise be sent to the server.
    const words = input.value.trim();
    location.assign(form.action + (words ? `#${new URLSearchParams({ q: words })}` : ""));
  });
})();

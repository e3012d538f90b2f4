/** The page for an address that a host has nothing at: finds out where the site is, and puts in its style and links. */
(() => {
  "use strict";

  // The page asks for this script in all folders above its address, the nearest first: the first that is found is the
  // site's, and knows its address by its own. The others find no template any more.
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const root = new URL(script.dataset.root ?? "", script.src);

  for (const template of document.querySelectorAll("template")) {
    const content = document.importNode(template.content, true);
    for (const name of ["href", "src", "action"]) {
      for (const element of content.querySelectorAll(`[${name}]`)) {
        element.setAttribute(name, new URL(element.getAttribute(name) ?? "", root).href);
      }
    }
    template.replaceWith(content);
  }
})();

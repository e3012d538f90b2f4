/** Goes on from START-HERE.html to the site: that this script is found shows that the folder is unzipped. */
(() => {
  "use strict";

  const link = document.querySelector(".open");
  // In place of this page: the way back from the site is then not a way into it again.
  if (link instanceof HTMLAnchorElement) location.replace(link.href);
})();

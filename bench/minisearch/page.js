/* global MiniSearch */
(async () => {
  "use strict";

  const options = { fields: ["title", "text"], storeFields: ["title", "text", "url"] };
  const field = document.getElementById("words");
  const results = document.getElementById("results");
  const index = await MiniSearch.loadJSONAsync(window.benchIndex, options);

  function run() {
    const hits = index.search(field.value, { prefix: true, combineWith: "AND" }).slice(0, 10);
    results.replaceChildren(
      ...hits.map(({ title, text, url }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = url;
        link.textContent = title;
        item.append(link, ` ${text.slice(0, 280)}`);
        return item;
      }),
    );
  }

  field.addEventListener("input", run);
  field.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  run();
})();

/** Loads the files of the index. They are scripts: a page that was opened from a folder may load nothing else. */
(() => {
  "use strict";

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) throw new Error("this runs as a script of a page only");
  const folder = script.src.replace(/[^/]*$/, "");
  /** @type {Map<string, string>} */
  const arrived = new Map();
  window.lumbarSearchChunk = (name, data) => arrived.set(name, data);

  /** The manifest. The page itself has its script, and that of the entries. */
  function manifest() {
    for (const [name, data] of arrived) if (name.startsWith("manifest-")) return JSON.parse(data);
    throw new Error("the manifest of the search is missing");
  }

  /**
   * @param {string} name
   * @returns {Promise<string>}
   */
  function load(name) {
    return new Promise((resolve, reject) => {
      const loaded = arrived.get(name);
      if (loaded !== undefined) {
        arrived.delete(name);
        resolve(loaded);
        return;
      }
      const chunk = document.createElement("script");
      chunk.src = `${folder}${name}.js`;
      chunk.onload = () => {
        const data = arrived.get(name);
        arrived.delete(name);
        chunk.remove();
        if (data === undefined) reject(new Error(`${name}.js holds something else`));
        else resolve(data);
      };
      chunk.onerror = () => {
        chunk.remove();
        reject(new Error(`${name}.js could not be loaded`));
      };
      document.head.append(chunk);
    });
  }

  window.lumbarSearchFiles = { manifest, load };
})();

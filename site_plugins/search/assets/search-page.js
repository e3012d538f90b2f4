/** The page of the search: reads what is typed, shows what is found, keeps both in the address behind its #. */
(() => {
  "use strict";

  /** @typedef {{root: string, kinds: Record<string, [kind: string, label: string]>, texts: Record<string, string | string[]>, plurals: [string, string]}} Settings */

  const AT_ONCE = 10;
  const SECTIONS = 12;
  /** Of a longer text only the part around the first match is shown. */
  const LONG = 280;
  const BEFORE = 80;

  /**
   * @template {HTMLElement} T
   * @param {string} id
   * @param {new () => T} kind
   * @returns {T}
   */
  function byId(id, kind) {
    const element = document.getElementById(id);
    if (!(element instanceof kind)) throw new Error(`#${id} is missing`);
    return element;
  }

  const form = byId("search-form", HTMLFormElement);
  const input = byId("search-words", HTMLInputElement);
  const kinds = byId("search-kinds", HTMLFieldSetElement);
  const sections = byId("search-sections", HTMLFieldSetElement);
  const ratings = byId("search-ratings", HTMLFieldSetElement);
  const filtersSet = byId("search-filters-set", HTMLElement);
  const unfilter = byId("search-unfilter", HTMLButtonElement);
  const status = byId("search-status", HTMLElement);
  const meant = byId("search-meant", HTMLElement);
  const results = byId("search-results", HTMLOListElement);
  const more = byId("search-more", HTMLButtonElement);
  const all = byId("search-all", HTMLElement);
  /** @type {Settings} */
  const settings = JSON.parse(form.dataset.settings ?? "{}");

  /** @type {Search.Index | undefined} */
  let index;
  /** @type {Search.Result | undefined} */
  let result;
  /** Counts the searches, so that an older one that ends later is dropped. */
  let asked = 0;
  let waiting = false;

  /** Of a text with a number the place of its form. */
  function formOf(/** @type {number} */ number) {
    const [first, then] = settings.plurals;
    return Number(first[number] ?? then[(number - first.length) % then.length]);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  function text(key, values = {}) {
    const found = settings.texts[key] ?? "";
    const words = typeof found === "string" ? found : (found[formOf(Number(values["number"]))] ?? "");
    return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  function opened() {
    index ??= window.lumbarSearchIndex(window.lumbarSearchFiles.manifest(), window.lumbarSearchFiles.load);
    return index;
  }

  /** What is ticked of the kinds or of the sections. */
  function ticked(/** @type {HTMLElement} */ group) {
    const boxes = group.querySelectorAll("input");
    return new Set([...boxes].filter((box) => box.checked).map((box) => box.value));
  }

  // ---- The address: #q=words&kind=do&rating=level&section=name. What stands behind the # is sent nowhere. ----------------------

  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1) || location.search);
    input.value = asked.get("q") ?? "";
    for (const box of kinds.querySelectorAll("input")) {
      box.checked = asked.getAll("kind").includes(settings.kinds[box.value]?.[0] ?? "");
    }
    for (const box of ratings.querySelectorAll("input")) box.checked = asked.getAll("rating").includes(box.value);
    showSections(new Map(asked.getAll("section").map((name) => [name, 0])), new Set(asked.getAll("section")));
    byId("search-filters", HTMLDetailsElement).open ||= ["kind", "rating", "section"].some((name) => asked.has(name));
  }

  function writeAddress() {
    const address = new URLSearchParams();
    if (input.value) address.set("q", input.value);
    for (const letter of ticked(kinds)) address.append("kind", settings.kinds[letter]?.[0] ?? "");
    for (const name of ticked(ratings)) address.append("rating", name);
    for (const name of ticked(sections)) address.append("section", name);
    const hash = address.size > 0 ? `#${address}` : "";
    if (hash === location.hash && !location.search) return;
    try {
      // Behind a doubled slash the path alone would be another host's address.
      history.replaceState(history.state, "", location.href.replace(/[?#].*$/, "") + hash);
    } catch {
      // Some browsers allow a page so many changes of its address in a while; the search itself goes on.
    }
  }

  // ---- What is shown ----------------------------------------------------------------------------------------------

  /**
   * @param {string} tag
   * @param {string} className
   * @param {(Node | string)[]} inside
   */
  function element(tag, className, ...inside) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...inside);
    return made;
  }

  /** Whether a part of a text is one of the words that were asked for. */
  function matches(/** @type {Search.Part} */ part) {
    return (result?.hits ?? []).some(({ terms }) => part.terms.some((term) => terms.has(term)));
  }

  /** A text with its matches marked, and whether there are any; of a long one the part around the first. */
  function marked(/** @type {string} */ words, /** @type {number} */ longest = Infinity) {
    const parts = window.lumbarSearchTerms.partsOf(words).map((part) => ({ ...part, match: matches(part) }));
    const first = parts.findIndex(({ match }) => match);
    let from = 0;
    let to = parts.length;
    if (words.length > longest) {
      let length = 0;
      for (from = Math.max(first, 0); from > 0 && length < BEFORE; from -= 1) length += parts[from - 1]?.text.length ?? 0;
      for (length = 0, to = from; to < parts.length && length < longest; to += 1) length += parts[to]?.text.length ?? 0;
    }
    const nodes = parts.slice(from, to).map((part) => (part.match ? element("mark", "", part.text) : part.text));
    if (from > 0) nodes.unshift("… ");
    if (to < parts.length) nodes.push(" …");
    return { nodes, match: first >= 0 };
  }

  /** The references that a result is found by, because its own words lack a word that was asked for. */
  function foundBy(/** @type {Search.Row} */ row) {
    const lacking = (result?.hits ?? []).filter(({ own, lent }) => !own[row.entry] && lent[row.entry]);
    return row.restsOn.filter((entry) => lacking.some(({ own }) => own[entry]));
  }

  /**
   * @param {Search.Row} row
   * @param {Search.Row[]} references
   */
  function resultOf(row, references) {
    /** Words of the guideline say their language and direction where they are not the page's. */
    const own = (/** @type {(Node | string)[]} */ nodes) => {
      const [lang, dir] = row.language.split(" ");
      if (!lang || !dir) return nodes;
      const span = element("span", "", ...nodes);
      Object.assign(span, { lang, dir });
      return [span];
    };
    const [kind, label] = settings.kinds[row.kind] ?? ["", ""];
    const link = element(
      "a",
      "search-result__link",
      element("span", `statement__kind statement__kind--${kind}`, label),
      " ",
      ...own(marked(row.title).nodes),
    );
    link.setAttribute("href", settings.root + row.url);
    const item = element("li", "search-result", link);
    const add = (/** @type {string} */ name, /** @type {(Node | string)[]} */ inside) =>
      item.append(element("p", `search-result__${name}`, ...inside));
    if (row.warning) add("warning", [row.warning]);
    const isStatement = /[a-z]/.test(row.kind);
    const words = marked(row.text, LONG);
    const also = marked(row.also.split("; ").filter((words) => marked(words).match).join("; "), LONG);
    // What is not the source's is shown only where it explains why a statement is found.
    if (isStatement && words.match) add("text", [text("search.result-plain"), " ", ...own(words.nodes)]);
    else if (isStatement && also.match) add("text", [text("search.result-also"), " ", ...also.nodes]);
    else if (!isStatement && row.text) add("text", own(words.nodes));
    for (const { title } of references) add("text", [text("search.result-rests"), " ", ...marked(title).nodes]);
    add("place", [[row.place, row.section].filter((name) => name && name !== row.title).join(" › ")]);
    return item;
  }

  /** Shows the next results; the first of them gets the focus where the reader asked for more. */
  async function showMore(/** @type {Search.Result} */ displayed, /** @type {boolean} */ focus) {
    const start = focus ? results.children.length : 0;
    const rows = await opened().rows(displayed.entries.slice(start, start + AT_ONCE));
    const referencesOf = rows.map((row) => foundBy(row));
    const references = new Map(
      (await opened().rows([...new Set(referencesOf.flat())])).map((row) => [row.entry, row]),
    );
    if (displayed !== result) return;
    const items = rows.map((row, place) =>
      resultOf(row, (referencesOf[place] ?? []).flatMap((entry) => references.get(entry) ?? [])),
    );
    if (start === 0) results.replaceChildren(...items);
    else results.append(...items);
    results.hidden = displayed.entries.length === 0;
    const left = displayed.entries.length - results.children.length;
    more.hidden = left === 0;
    more.textContent = text("search.result-more", { number: Math.min(left, AT_ONCE), left });
    if (focus) items[0]?.querySelector("a")?.focus();
  }

  /** How many results each kind, or each rating, has. */
  function showCounts(/** @type {HTMLElement} */ group, /** @type {Map<string, number>} */ counts) {
    for (const box of group.querySelectorAll("input")) {
      const count = box.parentElement?.querySelector("span");
      if (count) count.textContent = `(${counts.get(box.value) ?? 0})`;
    }
  }

  /**
   * The sections with the most results, and those that are ticked.
   * @param {Map<string, number>} counts
   * @param {Set<string>} chosen
   */
  function showSections(counts, chosen) {
    const byCount = [...counts.keys()].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
    const names = new Set([...chosen, ...byCount.slice(0, SECTIONS)]);
    const boxes = new Map([...sections.querySelectorAll("input")].map((box) => [box.value, box]));
    for (const [name, box] of boxes) if (!names.has(name)) box.parentElement?.remove();
    for (const name of names) {
      let box = boxes.get(name);
      if (!box) {
        box = document.createElement("input");
        Object.assign(box, { type: "checkbox", name: "section", value: name, checked: chosen.has(name) });
        const count = element("span", "search-page__count");
        sections.append(element("label", "search-page__choice", box, ` ${name} `, count));
      }
      const count = box.parentElement?.querySelector("span");
      if (count) count.textContent = `(${counts.get(name) ?? 0})`;
    }
    sections.hidden = names.size === 0;
  }

  function showStatus(/** @type {Search.Result} */ { entries, words, all: hasAll }) {
    const values = { number: entries.length, words: input.value.trim() };
    if (words.length === 0) return "";
    const narrowed = ticked(kinds).size + ticked(ratings).size + ticked(sections).size > 0;
    if (entries.length === 0) return text(narrowed ? "search.result-none-chosen" : "search.result-none", values);
    if (!hasAll) return text("search.result-some", values);
    return text("search.result-count", values);
  }

  /** Mark of a page that was loaded again for the reason below, behind its address, where no storage is needed. */
  const RENEWED = "lumbar-search-renewed";

  /**
   * Loads the page again, once, where a deployment has taken away the index that it was made with; the words stay, in the
   * address. Not where there is no network: the page would be gone as well.
   */
  async function renew() {
    if (!/^https?:/.test(location.protocol) || history.state === RENEWED) return;
    const response = await fetch(location.href.replace(/[?#].*$/, ""), { method: "HEAD", cache: "no-store" });
    if (!response.ok) return;
    writeAddress();
    history.replaceState(RENEWED, "");
    location.reload();
  }

  async function run() {
    const search = (asked += 1);
    const stale = () => search !== asked;
    const filters = { kinds: ticked(kinds), ratings: ticked(ratings), sections: ticked(sections) };
    const set = filters.kinds.size + filters.ratings.size + filters.sections.size;
    filtersSet.textContent = set > 0 ? text("search.result-filters", { number: set }) : "";
    unfilter.hidden = set === 0;
    try {
      const latest = await opened().search(input.value, filters, stale);
      if (!latest || stale()) return;
      result = latest;
      await showMore(latest, false);
      if (stale()) return;
      all.hidden = latest.words.length > 0;
      status.textContent = showStatus(latest);
      meant.hidden = !latest.meant;
      meant.querySelector("button")?.replaceChildren(latest.meant);
      showCounts(kinds, latest.kinds);
      showCounts(ratings, latest.ratings);
      showSections(latest.sections, filters.sections);
      writeAddress();
      if (history.state === RENEWED) history.replaceState(null, "");
      if (latest.entries.length > 0) performance.mark("lumbar:found");
    } catch (error) {
      if (stale()) return;
      console.error(error);
      status.textContent = text("search.result-failed");
      renew().catch(() => undefined);
    }
  }

  /** Searches before the next frame, however much is typed until then. */
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      run();
    });
  }

  input.addEventListener("input", soon);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    soon();
  });
  form.addEventListener("change", (event) => {
    if (event.target !== input) soon();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  unfilter.addEventListener("click", () => {
    for (const box of form.querySelectorAll("input")) box.checked = false;
    byId("search-filters", HTMLDetailsElement).querySelector("summary")?.focus();
    soon();
  });
  meant.querySelector("button")?.addEventListener("click", (event) => {
    input.value = event.currentTarget instanceof HTMLElement ? (event.currentTarget.textContent ?? "") : "";
    input.focus();
    soon();
  });
  more.addEventListener("click", () => {
    if (result) showMore(result, true);
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    run();
  });

  byId("search-no-script", HTMLElement).hidden = true;
  form.hidden = false;
  readAddress();
  if (!input.value) input.focus({ preventScroll: true });
  run();
})();

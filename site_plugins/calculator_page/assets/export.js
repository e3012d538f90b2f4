// What a reader takes along from the result: text, files, a code. Python makes all of it; nothing is sent anywhere.
(() => {
  "use strict";

  const { box, text, byId } = window.lumbarCalculator;
  const status = byId("take-status", HTMLElement);
  const textBox = byId("take-text", HTMLElement);
  const words = byId("take-words", HTMLTextAreaElement);
  const plain = byId("take-ascii", HTMLInputElement);
  const codeBox = byId("take-code", HTMLElement);
  const code = byId("take-picture", HTMLElement);
  const hide = byId("take-code-hide", HTMLElement);
  const compared = byId("compare-result", HTMLElement);
  const compareError = byId("compare-error", HTMLElement);
  const samePerson = byId("compare-person", HTMLElement);
  const samePersonText = byId("compare-person-text", HTMLElement);
  const remark = byId("calculator-remark", HTMLElement);

  /**
   * Asks for something that is made from the form whose result is on the page.
   * @param {string} command
   * @param {Record<string, unknown>} [more]
   */
  async function make(command, more = {}) {
    const form = window.lumbarCalculator.shown();
    if (!form) throw new Error("no result");
    const answer = await window.lumbarCalculator.ask(command, { ...window.lumbarCalculator.question(form), ...more });
    // The next person's page must not get what was made for this one: nobody waits for it any more.
    return window.lumbarCalculator.shown() === form ? answer : new Promise(() => {});
  }

  /**
   * @param {{name: string, text: string | null, kind: string}} file
   * @param {string} [emptyText] The key of the text to show when there is nothing to save.
   */
  function download({ name, text: content, kind }, emptyText = "") {
    if (content === null) {
      status.textContent = text(emptyText);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    status.textContent = text("export.saved", { name });
  }

  async function writeText() {
    const { text: content } = await make("text", { ascii: plain.checked });
    words.value = content;
    // All of it in sight.
    words.rows = content.split("\n").length + 1;
  }

  async function copy() {
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
      status.textContent = text("export.copied");
    } catch {
      // The text is selected: the reader's own keys copy it.
      status.textContent = text("export.copy-yourself");
    }
  }

  /** @type {Record<string, () => unknown>} */
  const EXPORTS = {
    print: () => window.print(),
    text: async () => {
      textBox.hidden = false;
      await writeText();
      words.focus();
    },
    copy,
    save: async () => download(await make("save")),
    calendar: async () => download(await make("calendar"), "export.no-dates"),
    fhir: async () => download(await make("fhir"), "export.no-answers"),
    code: () => {
      codeBox.hidden = false;
      codeBox.focus();
    },
    "code-show": async () => {
      status.textContent = text("export.code-making");
      await window.lumbarCalculator.need("segno");
      const picture = await make("code");
      code.innerHTML = picture.html;
      const summary = document.createElement("p");
      summary.textContent = picture.text;
      code.append(summary);
      hide.hidden = false;
      status.textContent = "";
      code.scrollIntoView({ block: "nearest" });
    },
    "code-hide": () => {
      code.replaceChildren();
      codeBox.hidden = hide.hidden = true;
    },
  };

  box.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-take]") : null;
    const work = button && EXPORTS[button.getAttribute("data-take") ?? ""];
    if (!work) return;
    try {
      await work();
    } catch (error) {
      status.textContent = window.lumbarCalculator.failureText(error);
    }
  });

  plain.addEventListener("change", () => writeText().catch((error) => (status.textContent = window.lumbarCalculator.failureText(error))));

  const explain = (/** @type {unknown} */ error) => ({ error: window.lumbarCalculator.failureText(error) });

  /** @param {FileList | null} files */
  async function read(files) {
    return Promise.all([...(files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })));
  }

  const opener = byId("open-file", HTMLInputElement);
  const openError = byId("open-error", HTMLElement);
  opener.addEventListener("change", async () => {
    const [file] = await read(opener.files);
    opener.value = "";
    if (!file) return;
    openError.hidden = true;
    const answer = await window.lumbarCalculator.ask("open", { text: file.text }).catch(explain);
    remark.hidden = true;
    if (answer.error) {
      // What was answered before stays as it was.
      openError.textContent = text("open.failed", { name: file.name, reason: answer.error });
      openError.hidden = false;
      return;
    }
    // The file may be another person's than what is on the page.
    window.lumbarEarlier.putAway();
    await new Promise((go) => setTimeout(go));
    window.lumbarCalculator.putRequest(answer.request, answer.unsure, answer.unanswered, { day: answer.day, label: answer.label });
    remark.textContent = answer.remark;
    remark.hidden = !answer.remark;
    window.lumbarCalculator.show();
  });

  const comparer = byId("compare-files", HTMLInputElement);
  /** The files that were chosen, until it is known whether they are one person's. */
  let chosen = /** @type {{name: string, text: string}[]} */ ([]);

  async function compare(/** @type {boolean} */ isSame) {
    compareError.hidden = samePerson.hidden = true;
    compared.replaceChildren();
    const answer = await make("change", { files: chosen, same_person: isSame }).catch(explain);
    compareError.textContent = answer.error ?? "";
    compareError.hidden = !answer.error;
    if (answer.ask) {
      samePersonText.textContent = answer.ask;
      samePerson.hidden = false;
      samePerson.focus();
    }
    if (answer.html) {
      compared.innerHTML = answer.html;
      compared.focus();
    }
  }

  comparer.addEventListener("change", async () => {
    chosen = await read(comparer.files);
    comparer.value = "";
    if (chosen.length > 0) await compare(false);
  });
  byId("compare-same", HTMLButtonElement).addEventListener("click", () => compare(true));
  byId("compare-other", HTMLButtonElement).addEventListener("click", () => {
    samePerson.hidden = true;
    chosen = [];
    comparer.focus();
  });

  box.addEventListener("lumbar:hidden", () => {
    textBox.hidden = codeBox.hidden = hide.hidden = compareError.hidden = samePerson.hidden = true;
    words.value = status.textContent = "";
    code.replaceChildren();
    compared.replaceChildren();
    chosen = [];
  });
  box.addEventListener("lumbar:erased", () => {
    remark.hidden = true;
  });
  window.lumbarArrived?.add("export");
})();

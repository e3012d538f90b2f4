// What a reader takes along from the result: text, a letter, files, a code. Python makes all of it; nothing is sent anywhere.
(() => {
  "use strict";

  const { box, text, byId, sheet } = window.lumbarCalculator;
  const { save, copy, print } = window.lumbarSaving;
  const status = byId("take-status", HTMLElement);
  const textBox = byId("take-text", HTMLElement);
  const words = byId("take-words", HTMLTextAreaElement);
  const plain = byId("take-ascii", HTMLInputElement);
  const letterBox = byId("take-letter", HTMLElement);
  const letter = byId("letter-words", HTMLTextAreaElement);
  const letterStatus = byId("letter-status", HTMLElement);
  const letterPaper = byId("letter-paper", HTMLElement);
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
    const form = sheet.way.shown;
    if (!form) throw new Error("no result");
    const answer = await window.lumbarCalculator.ask(command, { ...window.lumbarCalculator.question(form), ...more });
    // The next person's page must not get what was made for this one: nobody waits for it any more.
    return sheet.way.shown === form ? answer : new Promise(() => {});
  }

  async function writeText() {
    const { text: content } = await make("text", { ascii: plain.checked });
    words.value = content;
    // All of it in sight.
    words.rows = content.split("\n").length + 1;
  }

  /** The lines of a letter that are headings. @type {string[]} */
  let headings = [];

  async function writeLetter() {
    letterBox.hidden = false;
    // What somebody has changed is not written over.
    if (!letter.value.trim()) {
      const draft = await make("letter");
      // Whoever pressed twice may have begun to write.
      if (!letter.value.trim()) {
        headings = draft.headings;
        letter.value = draft.text;
        // All of it in sight.
        letter.style.height = "";
        letter.style.height = `${letter.scrollHeight + 4}px`;
        letter.setSelectionRange(0, 0);
      }
      letterStatus.textContent = "";
    }
    letter.focus();
  }

  /** Does something with the letter as it stands in the box, if anything does. @type {<T>(work: () => T) => T | string} */
  const withLetter = (work) => (letter.value.trim() ? work() : text("export.letter-empty"));

  /** Prints the letter as it stands in the box, and nothing else. */
  function printLetter() {
    const lines = letter.value.split("\n").map((line) => {
      const written = document.createElement(headings.includes(line.trim()) ? "strong" : "p");
      written.textContent = line;
      return written;
    });
    letterPaper.replaceChildren(...lines);
    document.body.classList.add("prints-letter");
    return print();
  }

  /** From now on the result is printed again. */
  function putPaperAway() {
    document.body.classList.remove("prints-letter");
    letterPaper.replaceChildren();
  }

  /** What each button does; a text that it returns is told the reader. @type {Record<string, () => unknown>} */
  const EXPORTS = {
    print: () => {
      putPaperAway();
      return print();
    },
    text: async () => {
      textBox.hidden = false;
      await writeText();
      words.focus();
    },
    copy: () => copy(words),
    letter: writeLetter,
    "letter-copy": () => withLetter(() => copy(letter)),
    "letter-save": () => withLetter(async () => save(await make("letter-file", { text: letter.value }))),
    "letter-print": () => withLetter(printLetter),
    save: async () => save(await make("save")),
    fhir: async () => save(await make("fhir"), "export.no-answers"),
    code: () => {
      codeBox.hidden = false;
      codeBox.focus();
    },
    "code-show": async () => {
      status.textContent = text("export.code-making");
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
    // Beside the button: the letter is long.
    const place = letterBox.contains(button) ? letterStatus : status;
    try {
      const answer = await work();
      if (typeof answer === "string") place.textContent = answer;
    } catch (error) {
      place.textContent = window.lumbarCalculator.failureText(error);
    }
  });

  // What was copied or saved is no longer what stands there.
  letter.addEventListener("input", () => (letterStatus.textContent = ""));
  window.addEventListener("afterprint", putPaperAway);

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
    const { id } = sheet;
    const answer = await window.lumbarCalculator.ask("open", { text: file.text }).catch(explain);
    // Meanwhile the next person may have begun.
    if (sheet.id !== id) return;
    remark.hidden = true;
    if (answer.error) {
      // What was answered before stays as it was.
      openError.textContent = text("open.failed", { name: file.name, reason: answer.error });
      openError.hidden = false;
      return;
    }
    // The file may be another person's than what is on the page.
    window.lumbarEarlier.putAway();
    window.lumbarCalculator.putRequest(answer.request, answer.unsure, answer.unanswered, {
      day: answer.day,
      label: answer.label,
      own: window.lumbarOwn.known(answer.own),
    });
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
    textBox.hidden = letterBox.hidden = codeBox.hidden = hide.hidden = compareError.hidden = samePerson.hidden = true;
    words.value = letter.value = status.textContent = letterStatus.textContent = "";
    putPaperAway();
    code.replaceChildren();
    compared.replaceChildren();
    chosen = [];
  });
  box.addEventListener("lumbar:erased", () => {
    remark.hidden = openError.hidden = true;
  });
  window.lumbarExport = { make, ways: EXPORTS };
  window.lumbarArrived?.add("export");
})();

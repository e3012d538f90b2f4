// Sends words by the device's own way to share, or copies them; and the dates for a calendar. What is sent stands on the page
// first, and the link leads to the empty form.
(() => {
  "use strict";

  const { box, text, byId } = window.lumbarCalculator;
  const { make, ways } = window.lumbarExport;
  const { copy, save, share } = window.lumbarSaving;
  const sendBox = byId("take-send", HTMLElement);
  const words = byId("send-words", HTMLTextAreaElement);
  const link = byId("send-link", HTMLInputElement);
  const linkBox = byId("send-link-box", HTMLElement);
  const noLink = byId("send-no-link", HTMLElement);
  const calendarBox = byId("take-calendar", HTMLElement);
  const choices = byId("calendar-choices", HTMLElement);
  const missing = byId("calendar-missing", HTMLElement);
  const missingLink = byId("calendar-missing-link", HTMLAnchorElement);

  const chosen = (/** @type {string} */ name) => box.querySelector(`input[name="${name}"]:checked`)?.getAttribute("value");

  /** The address of the empty form for others; empty where this page's is of no use to them. */
  function emptyForm() {
    const { protocol, hostname, origin, pathname } = location;
    const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(hostname);
    return /^https?:$/.test(protocol) && !isHere ? origin + pathname : "";
  }

  async function writeWords() {
    const kind = chosen("send-kind") ?? "family";
    words.value = "";
    const { text: content } = await make(kind, { ascii: false });
    // Meanwhile the reader may have chosen the other.
    if (chosen("send-kind") !== kind) return;
    words.value = content;
    // All of it in sight, from its first line on.
    words.style.height = "";
    words.style.height = `${words.scrollHeight + 4}px`;
    words.setSelectionRange(0, 0);
  }

  const withWords = (/** @type {() => Promise<string>} */ work) => (words.value ? work() : "");

  async function openCalendar() {
    calendarBox.hidden = false;
    const { text: content, missing: field } = await make("calendar", { private: true });
    choices.hidden = content === null;
    missing.hidden = content !== null || !field;
    missingLink.setAttribute("href", `#${field ?? ""}`);
    // Where there is nothing to choose, it is said why.
    if (content === null) calendarBox.hidden = !field;
    if (field) missingLink.focus();
    else if (content !== null) choices.querySelector("input")?.focus();
    return content === null && !field ? text("export.no-dates") : "";
  }

  Object.assign(ways, {
    send: async () => {
      sendBox.hidden = false;
      const address = emptyForm();
      link.value = address;
      linkBox.hidden = address === "";
      noLink.hidden = address !== "";
      await writeWords();
      words.focus();
      return "";
    },
    "send-share": () => withWords(() => share({ text: words.value }, text("send.words"))),
    "send-copy": () => withWords(() => copy(words)),
    "link-share": () => share({ url: link.value }, text("send.link")),
    "link-copy": () => copy(link),
    calendar: openCalendar,
    "calendar-save": async () => save(await make("calendar", { private: chosen("calendar-kind") !== "telling" }), "export.no-dates"),
  });

  // Where there is no way to share, copying is the way.
  const isShared = typeof navigator.share === "function";
  for (const button of box.querySelectorAll("[data-take=send-share], [data-take=link-share]")) {
    if (button instanceof HTMLElement) button.hidden = !isShared;
  }
  for (const choice of box.querySelectorAll("input[name=send-kind]")) {
    choice.addEventListener("change", () => {
      writeWords().catch((error) => (byId("take-status", HTMLElement).textContent = window.lumbarCalculator.failureText(error)));
    });
  }
  box.addEventListener("lumbar:hidden", () => {
    sendBox.hidden = calendarBox.hidden = true;
    words.value = "";
    for (const name of ["send-kind", "calendar-kind"]) {
      const first = box.querySelector(`input[name="${name}"]`);
      if (first instanceof HTMLInputElement) first.checked = true;
    }
  });
  window.lumbarArrived?.add("sending");
})();

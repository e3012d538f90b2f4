/* global window, document */
/**
 * Opens a site in Firefox as a reader does, and prints what was seen as JSON. It is told by JSON on standard input:
 * {firefox, start, pages, words, request, shots}: the program, the first page's address, addresses below it whose links
 * are followed, words to search for, a request to the calculator, and the folder for pictures, or null for none.
 */
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { firefox, start, pages, words, request, shots, patience } = JSON.parse(readFileSync(0, "utf8"));

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  extraPrefsFirefox: {
    // As readers have it. The driver would relax it, and hide what a folder forbids.
    "security.fileuri.strict_origin_policy": true,
    // The browser's own, none of the site's.
    "browser.safebrowsing.update.enabled": false,
    "browser.search.suggest.enabled": false,
  },
});

/**
 * What Firefox says, rarely and on a busy machine, when a page is left while its service worker is being asked. It names
 * no address; of a request that failed it names one.
 */
const OF_NO_REQUEST = "Failed to load ‘’. A ServiceWorker intercepted the request";

/** What a page of the site asked for or complained of. */
const seen = { requests: [], faults: [] };

async function open(width, height) {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.setViewport({ width, height });
  page.on("request", (asked) => seen.requests.push(asked.url()));
  page.on("requestfailed", (asked) => {
    const reason = asked.failure()?.errorText;
    // What the page itself lets go: a file that the host does not compress, for its twin in gzip.
    if (reason !== "NS_BINDING_ABORTED" && reason !== "NS_BASE_STREAM_CLOSED") seen.faults.push(`${reason}: ${asked.url()}`);
  });
  page.on("pageerror", (error) => seen.faults.push(String(error)));
  page.on("console", (line) => {
    if (["error", "warn"].includes(line.type()) && !line.text().includes(OF_NO_REQUEST)) seen.faults.push(line.text());
  });
  return page;
}

/** Clicks what leads to another page, and waits for that. */
async function follow(page, selector) {
  const arrived = page.waitForNavigation({ waitUntil: "load" });
  await page.$eval(selector, (link) => link.click());
  await arrived;
}

async function calculate(page) {
  await page.evaluate(() => window.lumbarSteps.use(false));
  await page.waitForFunction(() => performance.getEntriesByName("lumbar:ready").length > 0);
  await page.evaluate(({ red_flags: flags, answers, ...others }) => {
    const form = document.getElementById("calculator-form");
    const choose = (name, value) => form.querySelector(`input[name="${name}"][value="${value}"]`).click();
    for (const [flag, stands] of Object.entries(flags)) choose(`red_flags.${flag}`, stands ? "yes" : "no");
    for (const [item, answer] of Object.entries(answers)) choose(`answers.${item}`, answer);
    for (const name of ["improving", "nsaid"]) if (others[name]) choose(name, others[name]);
    for (const name of ["weeks_since_onset", "weeks_since_first_session", "sessions_attended"]) {
      if (name in others) form.elements[name].value = others[name];
    }
  }, request);
  await page.click("#calculator button[type=submit]");
  await page.waitForFunction(() => performance.getEntriesByName("lumbar:result").length > 0);
  return page.$eval("#result", (result) => ({
    group: result.querySelector("[data-risk]")?.dataset.risk ?? null,
    total: Number(result.querySelector("[data-total]")?.dataset.total),
    distress: Number(result.querySelector("[data-distress]")?.dataset.distress),
    actions: [...result.querySelectorAll("[data-statement]")].map(({ dataset: { statement, when, rule } }) => ({
      statement,
      when,
      rule: Number(rule),
    })),
    // What it asked for, told by the browser itself beside what the driver saw.
    resources: performance.getEntriesByType("resource").map(({ name }) => name),
    ready: performance.getEntriesByName("lumbar:ready")[0].startTime,
  }));
}

async function picture(page, name) {
  if (!shots) return;
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
}

/** Whether the browser refuses a page of a folder what stands beside it. */
async function refuses(page, neighbour) {
  return page.evaluate((address) => fetch(address).then(() => false, () => true), neighbour);
}

try {
  const page = await open(1280, 800);
  await page.goto(start, { waitUntil: "load" });
  const titles = {};
  for (const address of pages) {
    await follow(page, `nav a[href$="${address}"]`);
    titles[address] = await page.title();
    if (address.startsWith("guidelines/")) await picture(page, "guideline");
    await page.setViewport({ width: 1280, height: 800 });
  }
  await page.type("#search-box input", words);
  await follow(page, "#search-box button");
  const hit = 'a[href*="guidelines/"][href*="#"]';
  await page.waitForSelector(`#search-results ${hit}`);
  await follow(page, `#search-results ${hit}`);
  const found = await page.evaluate(() => document.querySelector(":target")?.textContent ?? "");
  await page.goto(new URL("calculator/index.html", start).href, { waitUntil: "load" });
  const result = await calculate(page);
  await picture(page, "result");
  const { requests, faults } = structuredClone(seen);
  const strict = start.startsWith("file:") ? await refuses(page, "../index.html") : null;
  console.log(JSON.stringify({ version: await browser.version(), titles, found, result, requests, faults, strict }));
} finally {
  await browser.close();
}

import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { chromium } from "playwright-core";

const SWITCHES = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Names resolve nowhere: what the page asks of other hosts fails at once, and the test needs no network.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Debian's Chromium, or the one that CHROMIUM names. Of certificates that no authority signed it trusts that of `trusting` alone (PEM). */
export function startBrowser({ trusting } = {}) {
  const trust = trusting === undefined ? [] : [`--ignore-certificate-errors-spki-list=${keyHash(trusting)}`];
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...SWITCHES, ...trust] });
}

function keyHash(cert) {
  const key = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}

/**
 * The page as a person has it, with what it must never do gathered beside it: `errors` (thrown, logged, or refused by its
 * policy) and `strangers` (requests to another origin). That a request failed is logged by the browser itself, not by us.
 */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors = [];
  const strangers = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (entry) => {
    const ours = entry.type() === "error" || entry.type() === "warning";
    if (ours && !entry.text().startsWith("Failed to load resource")) errors.push(entry.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith("data:")) {
      strangers.push(request.url());
    }
  });
  await page.goto(url);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByRole("radio").first().waitFor({ state: "attached" });
  const box = page.getByRole("textbox", { name: /^Message as/ });
  return {
    page,
    errors,
    strangers,
    box,
    say: async (text) => {
      await box.fill(text);
      await box.press("Enter");
    },
    /** Who speaks from now on, and through whose eyes the channel is seen. */
    speakAs: (name) => page.getByRole("radio", { name }).check({ force: true }),
    log: page.getByRole("log"),
    panel: async (title) => {
      await page.getByRole("navigation").getByRole("button", { name: title }).click();
      return page.getByRole("region", { name: title, exact: true });
    },
    stage: (title) => page.getByRole("group").filter({ has: page.getByRole("heading", { name: title, exact: true }) }),
    close: () => context.close(),
  };
}

/** Asks until the answer is the expected one; a screen follows what happens with its next frame only. */
export async function eventually(ask, expected, timeoutMs = 5_000) {
  const end = Date.now() + timeoutMs;
  let answer = await ask();
  while (answer !== expected && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer = await ask();
  }
  assert.equal(answer, expected);
}

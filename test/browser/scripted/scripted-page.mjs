// What the tests of the page on scripted deliveries have in common.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser } from "../browser.mjs";
import { startScriptedEmulator } from "./scripted-emulator.mjs";

export const PAGE = fileURLToPath(new URL("../../../dist/page.html", import.meta.url));

/** Before each test a scripted emulator with the page opened on it; after each, that the console stayed clean. */
export function onScriptedPage(options = {}) {
  const here = { browser: undefined, emulator: undefined, opened: undefined };
  before(async () => {
    here.browser = await startBrowser();
  });
  after(() => here.browser.close());
  beforeEach(async () => {
    here.emulator = await startScriptedEmulator({ page: PAGE });
    here.opened = await openPage(here.browser, here.emulator.url, options);
  });
  afterEach(async () => {
    await here.opened.close();
    await here.emulator.close();
    assert.deepEqual(here.opened.errors, [], "the console stays clean");
  });
  return here;
}

// The picture of the README, taken of the page on the built emulator. `PICTURE=1 npm run test:browser` writes docs/page.png anew;
// otherwise it is held against what is there by size alone, for each machine draws its letters a little differently.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createEmulator } from "../../dist/emulator.js";
import { createBridge } from "../../dist/index.js";
import { eventually, openPage, startBrowser } from "./browser.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const VIEW = { width: 1200, height: 800 };
const LARGEST = 160_000;
/** From a PNG's first chunk: four bytes each. */
const sizeOf = (png) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

test("the README's picture shows the page as it is: a question, its reply, and the delivery beside it", async () => {
  const browser = await startBrowser();
  const emulator = await createEmulator({ bots: [at("fixtures/bots/bank-bot")], seed: 1 });
  const { bot, lexBots } = emulator.world;
  const bots = [{ lexBotAliasArn: lexBots[0].aliasArn, appInstanceBotArn: bot.arn }];
  const bridge = createBridge({ delivery: "reply", bots }, emulator.ports);
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 5_000 }), "the bridge");
  const { url } = await emulator.listen();
  const { page, say, log, stage, strangers, close } = await openPage(browser, url, {
    viewport: VIEW,
    colorScheme: "light",
  });
  try {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await say("Hello");
    // Its card's picture is served by the emulator: the test has no network.
    const loaded = () => log.getByAltText("What would you like to do?").evaluate((image) => image.naturalWidth);
    await log.getByAltText("What would you like to do?").scrollIntoViewIfNeeded();
    await eventually(loaded, 560);
    assert.deepEqual(strangers, []);
    await emulator.settled();
    await stage("Verdict").waitFor();
    const picture = await page.screenshot();
    assert.ok(picture.length < LARGEST, `${picture.length} bytes`);
    await mkdir(at("reports/page"), { recursive: true });
    await writeFile(at("reports/page/picture.png"), picture);
    if (process.env.PICTURE) await writeFile(at("docs/page.png"), picture);
    assert.match(readFileSync(at("README.md"), "utf8"), /!\[[^\]]{20,}\]\(docs\/page\.png\)/);
    assert.deepEqual(sizeOf(readFileSync(at("docs/page.png"))), sizeOf(picture));
  } finally {
    await close();
    await emulator.close();
    await browser.close();
  }
});

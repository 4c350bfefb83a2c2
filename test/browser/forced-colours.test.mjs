// Forced colours, as Windows' contrast themes set them.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const FOLDER = fileURLToPath(new URL("../../reports/page/", import.meta.url));
const here = onScriptedPage();

/** The bar in a track has a colour of its own. */
async function staysSeen(page, track) {
  const [around, filled] = await page.evaluate(
    (names) => names.map((name) => getComputedStyle(document.querySelector(name)).backgroundColor),
    [track, `${track} i`],
  );
  assert.notEqual(filled, around, `the bar of ${track} is as its track`);
}

test("bars of sizes and times stay to be seen in forced colours", async () => {
  const { opened } = here;
  const { page } = opened;
  await page.emulateMedia({ forcedColors: "active" });
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Inspect" }).click();
  await opened.stage("Callback").getByText("replied").waitFor();
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}delivery-forced-colours.png` });
  await staysSeen(page, ".timeline .span-track");
  await staysSeen(page, ".meter-bar");
  await page.getByRole("link", { name: "All deliveries" }).click();
  await page.getByRole("list", { name: "Deliveries" }).waitFor();
  await page.screenshot({ path: `${FOLDER}deliveries-forced-colours.png` });
  await staysSeen(page, ".deliveries .span-track");
  await opened.panel("Session");
  await page.screenshot({ path: `${FOLDER}session-forced-colours.png` });
  await page.goto(`${here.emulator.url}#/sheet`);
  await page.getByRole("region", { name: "RichText" }).waitFor();
  await page.screenshot({ path: `${FOLDER}sheet-forced-colours.png` });
});

// Forced colours, as Windows' contrast themes set them.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const FOLDER = fileURLToPath(new URL("../../reports/page/", import.meta.url));
const here = onScriptedPage();

test("bars of sizes and times stay to be seen in forced colours", async () => {
  const { opened } = here;
  const { page } = opened;
  await page.emulateMedia({ forcedColors: "active" });
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Inspect" }).click();
  await opened.stage("Callback").getByText("replied").waitFor();
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}delivery-forced-colours.png` });
  for (const [track, bar] of [
    [".span-track", ".span-track i"],
    [".meter-bar", ".meter-bar i"],
  ]) {
    const [around, filled] = await page.evaluate(
      (names) => names.map((name) => getComputedStyle(document.querySelector(name)).backgroundColor),
      [track, bar],
    );
    assert.notEqual(filled, around, `${bar} is as its track`);
  }
});

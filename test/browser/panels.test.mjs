// The panels: faults, options, bots, the clock.
import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { eventually } from "./browser.mjs";
import { drop } from "./drop.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();
const EXPORT = Buffer.from(zipSync({ "Manifest.json": strToU8("{}") }));

test("a fault is set with its parameters, shown as in force everywhere, and taken off", async () => {
  const { opened, emulator } = here;
  const panel = await opened.panel("Faults");
  await panel.getByText("Nothing: both services work normally.").waitFor();
  await panel.locator("summary", { hasText: "lex-refuse" }).click();
  await panel.getByLabel("status").selectOption("424");
  await panel.getByRole("spinbutton", { name: "times" }).first().fill("2");
  await panel.getByRole("button", { name: "Set lex-refuse" }).click();
  await panel.getByText("status 424, 2 more times").waitFor();
  await opened.page.getByRole("button", { name: "Faults 1 in force" }).waitFor();
  assert.deepEqual(emulator.controls.faults(), [{ id: "1", name: "lex-refuse", status: "424", times: 2 }]);
  await panel.getByRole("button", { name: "Remove lex-refuse" }).click();
  await panel.getByText("Nothing: both services work normally.").waitFor();
  assert.deepEqual(emulator.controls.faults(), []);
});

test("a fault's numbers are numbers, and what is left empty is the emulator's to choose", async () => {
  const { opened, emulator } = here;
  const panel = await opened.panel("Faults");
  await panel.locator("summary", { hasText: "lex-slow" }).click();
  await panel.getByLabel("delayMs").fill("150");
  await panel.getByRole("button", { name: "Set lex-slow" }).click();
  await panel.getByText("delayMs 150, until removed").waitFor();
  assert.deepEqual(emulator.controls.faults(), [{ id: "1", name: "lex-slow", delayMs: 150 }]);
});

test("a refused fault says why, at its form", async () => {
  const { opened } = here;
  const panel = await opened.panel("Faults");
  await panel.locator("summary", { hasText: "callback-lost" }).click();
  await panel.getByRole("spinbutton", { name: "times" }).last().fill("13");
  await panel.getByRole("button", { name: "Set callback-lost" }).click();
  await panel.getByRole("alert").getByText("times must not be 13.").waitFor();
});

test("time passes when it is told to", async () => {
  const { opened, emulator } = here;
  const panel = await opened.panel("Faults");
  await panel.getByRole("button", { name: "49 hours" }).click();
  await panel.getByText("The clock went on by 49 hours.").waitFor();
  assert.deepEqual(emulator.controls.clock(), [49 * 3_600_000]);
});

test("an option applies at once; a refused one says why and goes back", async () => {
  const { opened, emulator } = here;
  const panel = await opened.panel("Options");
  await panel.getByLabel("delivery", { exact: true }).selectOption("reply");
  await panel.getByText("Applied").waitFor();
  assert.equal(emulator.controls.options().delivery, "reply");
  await panel.getByLabel("keepInput", { exact: true }).selectOption("false");
  await panel.getByRole("alert").getByText("keepInput can't be false with this bot.").waitFor();
  await eventually(() => panel.getByLabel("keepInput", { exact: true }).inputValue(), "true");
});

test("without faults or options the panels say so, and why", async () => {
  const { opened, emulator } = here;
  emulator.controls.hide();
  await opened.page.reload();
  const options = await opened.panel("Options");
  await options.getByText("The options can’t be changed from here. The processor is the user's own module.").waitFor();
  const faults = await opened.panel("Faults");
  await faults.getByText("You can’t set faults from here.").waitFor();
});

test("an export that is dropped on the page is loaded, with the report of what can't be run", async () => {
  const { opened } = here;
  await drop(opened.page, "Travel.zip", EXPORT);
  const panel = opened.page.getByRole("region", { name: "Bots", exact: true });
  await panel.getByText("TravelBot answers now, in en_GB.").waitFor();
  await panel.getByText("Intent.json: a hook is not run.").waitFor();
  await panel.getByRole("button", { name: "Book a trip" }).waitFor();
});

test("an export can be chosen by keyboard, and a broken one says what to do", async () => {
  const { opened } = here;
  const panel = await opened.panel("Bots");
  const chosen = opened.page.waitForEvent("filechooser");
  await panel.getByRole("button", { name: "Choose an export…" }).press("Enter");
  await (await chosen).setFiles({ name: "broken.zip", mimeType: "application/zip", buffer: Buffer.from("no zip") });
  await panel.getByText("broken.zip is no zip. Export the bot as LexJson.").waitFor();
});

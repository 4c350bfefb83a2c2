// What the API can do to a message, from the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("an edit goes through the flow, and the keyboard comes back to its message", async () => {
  const { opened } = here;
  await opened.say("release this");
  await opened.log.getByText("let through").waitFor();
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Edit" }).click();
  const edited = opened.log.getByRole("textbox", { name: "New text of the message" });
  await eventually(() => edited.inputValue(), "release this");
  await edited.fill("release this, please");
  await edited.press("Enter");
  await opened.log.getByText("release this, please", { exact: true }).waitFor();
  await opened.log.getByText("edited", { exact: true }).waitFor();
  await eventually(() => opened.page.evaluate(() => document.activeElement?.textContent), "Inspect");
});

test("Escape leaves a message as it was", async () => {
  const { opened, emulator } = here;
  await opened.say("release this");
  await opened.log.getByText("let through").waitFor();
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Edit" }).click();
  await opened.log.getByRole("textbox", { name: "New text of the message" }).fill("something else");
  await opened.page.keyboard.press("Escape");
  await opened.log.getByText("release this").waitFor();
  assert.equal(emulator.messages()[0].Content, "release this");
});

test("a redacted message says that its words are gone; a deleted one is gone, and one can go on writing", async () => {
  const { opened } = here;
  await opened.say("release this");
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Redact" }).click();
  await opened.log.getByText("Redacted: its words are gone.").waitFor();
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Delete" }).click();
  await opened.log.getByRole("article").waitFor({ state: "detached" });
  await eventually(() => opened.page.evaluate(() => document.activeElement?.id), "write");
});

test("what the API refuses is said, and the message stays", async () => {
  const { opened, emulator } = here;
  await opened.say("release this");
  await opened.log.getByText("let through").waitFor();
  emulator.refuse("Only an administrator may do that.");
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Delete" }).click();
  await opened.page.getByRole("alert").getByText("Not deleted. Only an administrator may do that.").waitFor();
  await eventually(() => opened.log.getByRole("article").count(), 1);
});

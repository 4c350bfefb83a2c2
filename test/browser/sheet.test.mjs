// Every kind of reply on one sheet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sheetReplies } from "../../scripts/sheet-replies.mjs";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("every kind of reply stands on one sheet with an address of its own, and its buttons say nothing in the channel", async () => {
  const { opened, emulator } = here;
  await opened.box.fill("not sent yet");
  await opened.panel("Bots");
  await opened.page.getByRole("link", { name: "Every kind of reply on one sheet" }).click();
  const sheet = opened.page.getByRole("region", { name: "Every kind of reply", exact: true });
  await eventually(() => sheet.locator(".sheet-cell").count(), sheetReplies().length);
  assert.match(opened.page.url(), /#\/sheet$/);
  await sheet.getByText("The bot could not answer (403)").waitFor();
  await sheet.getByText("Nothing is said: the message is dropped.").waitFor();
  await sheet.getByRole("button").first().click();
  await sheet.getByRole("status").getByText("In the channel, this button says").waitFor();
  assert.deepEqual(emulator.messages(), []);
  await opened.page.goBack();
  await eventually(() => opened.box.inputValue(), "not sent yet");
});

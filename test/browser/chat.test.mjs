// What the channel's half promises, on scripted deliveries. emulator.test.mjs walks the real emulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("Enter sends, and both the person's words and the bot's reply are shown", async () => {
  const { opened } = here;
  await opened.say("What is my balance?");
  await opened.log.getByText("your words, kept in Metadata").waitFor();
  await opened.log.getByText("replaced by the bot’s reply, under Ana’s name").waitFor();
  await eventually(() => opened.log.getByText("What is my balance?", { exact: true }).count(), 1);
  await eventually(() => opened.log.getByText("For which account?", { exact: true }).count(), 1);
  await eventually(() => opened.box.inputValue(), "");
  assert.deepEqual(opened.strangers, []);
});

test("Shift and Enter write a second line instead of sending", async () => {
  const { opened, emulator } = here;
  await opened.box.fill("one");
  await opened.page.keyboard.press("Shift+Enter");
  await opened.page.keyboard.type("two");
  await eventually(() => opened.box.inputValue(), "one\ntwo");
  assert.equal(emulator.messages().length, 0);
});

test("a suggestion is said when it is pressed, and the keyboard is ready for the next thing", async () => {
  const { opened } = here;
  await opened.page.getByRole("button", { name: "Hello", exact: true }).press("Enter");
  await opened.log.getByText("Hello! You said “Hello”.").waitFor();
  await eventually(() => opened.page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
});

test("an utterance with a slot in it is no suggestion", async () => {
  const { opened } = here;
  await opened.page.getByRole("button", { name: "Hello", exact: true }).waitFor();
  await eventually(() => opened.page.getByText("Transfer {Amount}").count(), 0);
});

test("a card's button says its value as whoever speaks", async () => {
  const { opened, emulator } = here;
  await opened.say("What is my balance?");
  await opened.page.getByText("Ben", { exact: true }).click();
  await opened.page.getByRole("button", { name: "Savings" }).click();
  await opened.log.getByText("Your balance is €12.50.").waitFor();
  await eventually(() => opened.log.getByText("My savings account", { exact: true }).count(), 1);
  assert.deepEqual(
    emulator.messages().map(({ Sender }) => Sender.Name),
    ["Ana", "Ben"],
  );
});

test("a bot's error is told in words, never as JSON", async () => {
  const { opened } = here;
  await opened.say("error please");
  await opened.log.getByText("The bot could not answer (403): it has no permission to use the Lex bot.").waitFor();
  await eventually(() => opened.log.getByText('{"Code"').count(), 0);
  await opened.stage("Verdict").getByText("Grant the function's role lex:RecognizeText").waitFor();
});

test("a refused message is explained, and its text stays in the box", async () => {
  const { opened, emulator } = here;
  emulator.refuse("Content: at most 4096 UTF-8 bytes.");
  await opened.say("far too long");
  await opened.page.getByRole("alert").getByText("Content: at most 4096 UTF-8 bytes.").waitFor();
  await eventually(() => opened.box.inputValue(), "far too long");
  emulator.refuse(undefined);
  await opened.box.press("Enter");
  await opened.log.getByText("Hello! You said “far too long”.").waitFor();
  await eventually(() => opened.page.getByRole("alert").count(), 0);
});

test("a card's button that was refused can be tried again", async () => {
  const { opened, emulator } = here;
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  emulator.refuse("Too many requests.");
  await opened.log.getByRole("button", { name: "Savings" }).click();
  await opened.page.getByRole("alert").getByText("Too many requests.").waitFor();
  emulator.refuse(undefined);
  await opened.page.getByRole("button", { name: "Try again" }).click();
  await opened.log.getByText("Your balance is €12.50.").waitFor();
});

test("nothing a message holds becomes HTML", async () => {
  const { opened } = here;
  await opened.say("markup");
  await opened.log.getByText("<img src=x onerror=alert(1)> <b>bold</b>", { exact: true }).waitFor();
  await opened.log.getByText(/^words SSML$/).waitFor();
  await eventually(() => opened.log.locator("img, b:not(.who b)").count(), 0);
});

test("each kind of message shows as itself, and an image that can't be had says so", async () => {
  const { opened } = here;
  await opened.say("everything");
  await opened.log.getByText("Your balance is 12&50").waitFor();
  await opened.log.getByText('{"chart":"balance","points":[12.5,13]}', { exact: true }).waitFor();
  await opened.log.getByText("The image at img.invalid could not be loaded.").waitFor();
  await opened.log.getByText("Image not shown: its address is not https.").waitFor();
  assert.deepEqual(opened.strangers, ["https://img.invalid/card.png"]);
});

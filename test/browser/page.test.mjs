// The page's promises, on scripted deliveries. emulator.test.mjs walks the real emulator.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser } from "./browser.mjs";
import { startScriptedEmulator } from "./scripted-emulator.mjs";

const PAGE = fileURLToPath(new URL("../../dist/page.html", import.meta.url));

let browser;
let emulator;
let opened;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());
beforeEach(async () => {
  emulator = await startScriptedEmulator({ page: PAGE });
  opened = await openPage(browser, emulator.url);
});
afterEach(async () => {
  await opened.close();
  await emulator.close();
  assert.deepEqual(opened.errors, [], "the console stays clean");
});

test("Enter sends, and both the person's words and the bot's reply are shown", async () => {
  await opened.say("What is my balance?");
  await opened.log.getByText("your words, kept in Metadata").waitFor();
  await opened.log.getByText("replaced by the bot’s reply, under Ana’s name").waitFor();
  assert.equal(await opened.log.getByText("What is my balance?", { exact: true }).count(), 1);
  assert.equal(await opened.log.getByText("For which account?", { exact: true }).count(), 1);
  assert.equal(await opened.page.getByRole("textbox").inputValue(), "");
  assert.deepEqual(opened.strangers, []);
});

test("Shift and Enter write a second line instead of sending", async () => {
  await opened.page.getByRole("textbox").fill("one");
  await opened.page.keyboard.press("Shift+Enter");
  await opened.page.keyboard.type("two");
  assert.equal(await opened.page.getByRole("textbox").inputValue(), "one\ntwo");
  assert.equal(emulator.messages().length, 0);
});

test("a suggestion is said when it is pressed, and the keyboard is ready for the next thing", async () => {
  await opened.page.getByRole("button", { name: "Hello", exact: true }).press("Enter");
  await opened.log.getByText("Hello! You said “Hello”.").waitFor();
  assert.equal(await opened.page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
});

test("an utterance with a slot in it is no suggestion", async () => {
  await opened.page.getByRole("button", { name: "Hello", exact: true }).waitFor();
  assert.equal(await opened.page.getByText("Transfer {Amount}").count(), 0);
});

test("a card's button says its value as whoever speaks", async () => {
  await opened.say("What is my balance?");
  await opened.page.getByText("Ben", { exact: true }).click();
  await opened.page.getByRole("button", { name: "Savings" }).click();
  await opened.log.getByText("Your balance is €12.50.").waitFor();
  assert.equal(await opened.log.getByText("My savings account", { exact: true }).count(), 1);
  assert.deepEqual(
    emulator.messages().map(({ Sender }) => Sender.Name),
    ["Ana", "Ben"],
  );
});

test("a bot's error is told in words, never as JSON", async () => {
  await opened.say("error please");
  await opened.log.getByText("The bot could not answer (403): it has no permission to use the Lex bot.").waitFor();
  assert.equal(await opened.log.getByText('{"Code"').count(), 0);
  await opened.stage("Verdict").getByText("Grant the function's role lex:RecognizeText").waitFor();
});

test("a refused message is explained, and its text stays in the box", async () => {
  emulator.refuse("Content: at most 4096 UTF-8 bytes.");
  await opened.say("far too long");
  await opened.page.getByRole("alert").getByText("Content: at most 4096 UTF-8 bytes.").waitFor();
  assert.equal(await opened.page.getByRole("textbox").inputValue(), "far too long");
  emulator.refuse(undefined);
  await opened.page.getByRole("textbox").press("Enter");
  await opened.log.getByText("Hello! You said “far too long”.").waitFor();
  assert.equal(await opened.page.getByRole("alert").count(), 0);
});

test("a card's button that was refused can be tried again", async () => {
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
  await opened.say("markup");
  await opened.log.getByText("<img src=x onerror=alert(1)> <b>bold</b>", { exact: true }).waitFor();
  await opened.log.getByText(/^words SSML$/).waitFor();
  assert.equal(await opened.log.locator("img, b:not(.who b)").count(), 0);
});

test("each kind of message shows as itself, and an image that can't be had says so", async () => {
  await opened.say("everything");
  await opened.log.getByText("Your balance is 12&50").waitFor();
  await opened.log.getByText('{"chart":"balance","points":[12.5,13]}', { exact: true }).waitFor();
  await opened.log.getByText("The image at img.invalid could not be loaded.").waitFor();
  await opened.log.getByText("Image not shown: its address is not https.").waitFor();
  assert.deepEqual(opened.strangers, ["https://img.invalid/card.png"]);
});

test("a message that is pending says who can see it, and only the next stage is waited for", async () => {
  await opened.say("hang");
  await opened.log.getByText("Pending: only you can see it until the callback").waitFor();
  await opened.stage("Verdict").getByText("deciding").waitFor();
  assert.equal(await opened.page.locator('.strip [data-state="waiting"]').count(), 1);
});

test("a message that was denied, or let through, says so and why", async () => {
  await opened.say("deny this");
  await opened.log.getByText("Denied by the processor: nobody else saw it").waitFor();
  await opened.say("release this");
  await opened.log.getByText("let through: not-invoked").waitFor();
  await opened.stage("Turn request").getByText("Lex was not asked.").waitFor();
});

test("a processor that throws leaves its error and the missing callback to see", async () => {
  await opened.say("throw");
  await opened.stage("Verdict").getByText("undefined is not a function").waitFor();
  await opened.stage("Callback").getByText("No callback came.").waitFor();
});

test("what another processor returns is shown as JSON", async () => {
  await opened.say("foreign");
  await opened.stage("Verdict").getByText('"statusCode"').waitFor();
});

test("a redelivery shows both invocations, and the refused callback as how it ends", async () => {
  await opened.say("twice");
  await opened.stage("Callback").getByText("Refused: 403 ForbiddenException").waitFor();
  await opened.stage("Callback").getByText("This is how a redelivery ends").waitFor();
  assert.equal(await opened.page.locator(".outcome b").textContent(), "replied");
});

test("sizes stand against their limits, with what was lost", async () => {
  await opened.say("x ".repeat(500));
  await opened.stage("Callback").getByText("1022 of 1024 bytes").waitFor();
  await opened.stage("Callback").getByRole("cell", { name: "240 → gone" }).waitFor();
});

test("an older delivery stays in view until the newest is asked for, or something is said", async () => {
  await opened.say("first");
  await opened.log.getByText("Hello! You said “first”.").waitFor();
  await opened.say("second");
  await opened.log.getByText("Hello! You said “second”.").waitFor();
  await opened.log.getByRole("button", { name: "Inspect" }).first().click();
  await opened.stage("Event").getByText("first", { exact: true }).waitFor();
  await opened.page.getByRole("button", { name: "Newest" }).click();
  await opened.stage("Event").getByText("second", { exact: true }).waitFor();
});

test("a lost connection shows, and the page finds back by itself without doubling anything", async () => {
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  emulator.drop();
  await opened.page.getByText("Reconnecting…").waitFor();
  await opened.page.getByText("Live", { exact: true }).waitFor();
  assert.equal(await opened.log.getByRole("article").count(), 1);
});

for (const route of ["GET /_emulator/events", "GET /_emulator/info"]) {
  test(`one failed ${route} is made good by itself`, async () => {
    emulator.failOnce(route);
    emulator.drop();
    await opened.page.waitForResponse((response) => response.status() === 503);
    await opened.page.getByText("Live", { exact: true }).waitFor();
    await opened.say("hello");
    await opened.log.getByText("Hello! You said “hello”.").waitFor();
  });
}

test("a page that is opened before the emulator can tell about itself catches up", async () => {
  emulator.failOnce("GET /_emulator/info");
  await opened.page.reload();
  await opened.page.getByRole("button", { name: "Hello", exact: true }).click();
  await opened.log.getByText("Hello! You said “Hello”.").waitFor();
});

test("Reset empties both halves", async () => {
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  await opened.page.getByRole("button", { name: "Reset" }).click();
  await opened.page.getByText("Nothing has been said yet.").waitFor();
  await opened.page.getByText("Every message walks through five stages.").waitFor();
});

test("on a narrow screen the halves are two views, and nothing is wider than the screen", async () => {
  await opened.page.setViewportSize({ width: 360, height: 740 });
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Inspect" }).click();
  await opened.stage("Callback").getByText("replied").waitFor();
  await opened.log.waitFor({ state: "hidden" });
  assert.ok((await widest(opened.page)) <= 360);
  await opened.page.getByRole("button", { name: "Channel" }).click();
  await opened.log.waitFor({ state: "visible" });
  assert.ok((await widest(opened.page)) <= 360);
});

function widest(page) {
  return page.evaluate(() =>
    Math.max(...[...document.querySelectorAll(".app *")].map((element) => element.getBoundingClientRect().right)),
  );
}

// What a person has: `chime-lex-bridge dev` as it is built, the bridge behind it, and the page.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { eventually, openPage, startBrowser } from "./browser.mjs";
import { CLI, freePort, startDev, stop, zipOf } from "./dev-process.mjs";
import { drop } from "./drop.mjs";

const BANK = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));
let browser;
let port;
let dev;
let opened;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());
beforeEach(async () => {
  port = await freePort();
  dev = await startDev(port);
  opened = await openPage(browser, `http://127.0.0.1:${port}/`);
});
afterEach(async () => {
  await opened.close();
  await stop(dev);
  assert.deepEqual(opened.errors, [], "the console stays clean");
});

/** A conversation to its end; what Lex can't be told by a button is typed. */
async function balance() {
  await opened.page.getByRole("button", { name: "hi", exact: true }).click();
  await opened.log.getByRole("button", { name: "Check balance" }).click();
  await opened.log.getByRole("button", { name: "Savings", exact: true }).click();
  await opened.log.getByText("What are the last four digits of its number?").waitFor();
}

test("a conversation is held to its end by pressing buttons, and typing what no button says", async () => {
  await balance();
  await opened.say("1234");
  await opened.log.getByText("Shall I look up your savings account ending in 1234?").waitFor();
  await opened.say("yes");
  await opened.log.getByText("Your savings account ending in 1234 holds $1,234.56.").waitFor();
  await opened.stage("Turn result").getByText("Close", { exact: true }).waitFor();
});

test("a delivery that comes again changes nothing in the channel, and shows how it ended", async () => {
  await balance();
  const before = await opened.log.textContent();
  await opened.page.getByRole("button", { name: "Deliver again" }).click();
  await opened.page.getByText("delivered 2 times").waitFor();
  await eventually(() => opened.page.locator(".outcome b").textContent(), "replied");
  await eventually(() => opened.log.textContent(), before);
});

test("a conversation that is restarted has no slots any more, and the messages stay", async () => {
  await balance();
  const panel = await opened.panel("Session");
  await panel.getByText("savings").first().waitFor();
  const before = await opened.log.textContent();
  await panel.getByRole("button", { name: "Restart conversation" }).click();
  await panel.getByText("Restarted: Lex ended this session").waitFor();
  assert.equal(await opened.log.textContent(), before);
  await opened.say("1234");
  // In the middle of the dialog these were the four digits it asked for.
  const newest = panel.getByRole("list", { name: "Turns, the newest first" }).locator("> li").first();
  await newest.getByText("1234").first().waitFor();
  await eventually(() => newest.getByText("CheckBalance").count(), 0);
  await panel.getByRole("button", { name: "Restart conversation" }).click();
  await panel.getByRole("button", { name: "Restart conversation" }).click();
  await panel.getByText("It had ended already").waitFor();
});

test("a permission that is missing is told kindly, and the fault can be taken off again", async () => {
  const panel = await opened.panel("Faults");
  await panel.locator("summary", { hasText: "lex-error" }).click();
  await panel.getByRole("button", { name: "Set lex-error" }).click();
  await panel.getByText("status 403, probability 1, until removed").waitFor();
  await opened.say("hi");
  await opened.log.getByText("The bot could not answer (403): it has no permission to use the Lex bot.").waitFor();
  await panel.getByRole("button", { name: "Remove lex-error" }).click();
  await panel.getByText("Nothing: both services work normally.").waitFor();
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
});

test("every fault that the emulator knows can be set as its form stands", async () => {
  const panel = await opened.panel("Faults");
  const known = panel.locator(".known-fault > summary b");
  await known.first().waitFor();
  const names = await known.allTextContents();
  assert.ok(names.length >= 10);
  for (const name of names) {
    await panel.locator("summary", { has: opened.page.getByText(name, { exact: true }) }).click();
    await panel.getByRole("button", { name: `Set ${name}`, exact: true }).click();
  }
  await eventually(() => panel.locator(".active-faults li").count(), names.length);
  await panel.getByRole("button", { name: "Remove all" }).click();
  await panel.getByText("Nothing: both services work normally.").waitFor();
});

test("names follow a dropped export: title, channel and mentions say who answers now, and what was said keeps its bot", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
  await eventually(() => opened.page.title(), "BankBot · chime-lex-bridge emulator");
  await drop(opened.page, "Travel.zip", zipOf("travel-bot"));
  await opened.page.getByText("TravelConcierge answers now").waitFor();
  await eventually(() => opened.page.title(), "TravelConcierge · chime-lex-bridge emulator");
  await opened.page.getByRole("radio", { name: "TravelConcierge" }).waitFor({ state: "attached" });
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "TravelConcierge only" });
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "everyone" });
  await opened.say("help");
  const speakers = () => opened.log.locator(".bubble[data-side=bot] .who b").allTextContents();
  await eventually(async () => (await speakers()).join(), "BankBot,TravelConcierge");
  await opened.page.getByRole("button", { name: "Reset" }).click();
  await opened.page.getByText("Say something, and TravelConcierge will answer.").waitFor();
});

test("an export that is dropped answers from the next message on", async () => {
  await drop(opened.page, "Travel.zip", zipOf("travel-bot"));
  const panel = opened.page.getByRole("region", { name: "Bots", exact: true });
  await panel.getByText("TravelConcierge answers now").waitFor();
  await panel.getByRole("region", { name: "Bot TravelConcierge" }).getByRole("button").first().click();
  await opened.panel("Delivery");
  await opened.stage("Callback").getByText("replied").first().waitFor();
  assert.match(await opened.stage("Turn request").textContent(), /characters/);
  const asked = await opened
    .stage("Turn request")
    .getByText(/TSTALIASID/)
    .textContent();
  assert.doesNotMatch(asked, /BANKBOT001/);
});

test("an export of another language is asked in it, and the options show that", async () => {
  const locale = (panel) => panel.getByLabel("bots[0].localeId", { exact: true });
  await eventually(async () => locale(await opened.panel("Options")).inputValue(), "en_US");
  await drop(opened.page, "Hotel.zip", zipOf("hotel-bot-ko"));
  await opened.page.getByText("answers now, in ko_KR").waitFor();
  await eventually(async () => locale(await opened.panel("Options")).inputValue(), "ko_KR");
  await opened.panel("Delivery");
  await opened.say("안녕하세요");
  await opened.stage("Turn request").getByText(/ko_KR/).first().waitFor();
});

test("a broken export is refused with what to do, and the bot that was there still answers", async () => {
  await drop(opened.page, "broken.zip", Buffer.from("PK no zip"));
  await opened.page.getByText("broken.zip is not taken.").waitFor();
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
});

test("an option applies at once: the bot speaks in its own name, and privately where it is asked so", async () => {
  const panel = await opened.panel("Options");
  await panel.getByLabel("delivery", { exact: true }).selectOption("reply");
  await panel.getByText("Applied").waitFor();
  await opened.panel("Delivery");
  await opened.say("hi");
  await opened.log.getByText("answers “hi”").first().waitFor();
  await eventually(() => opened.log.getByText("hi", { exact: true }).count(), 1);
  await opened.stage("Sent").getByText("application/amz-chime-lex-msgs").first().waitFor();
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "BankBot only" });
  await opened.say("branch hours");
  await opened.log.getByText("only to Ana").first().waitFor();
  await opened.speakAs("Ben");
  await opened.log.getByText("answers “hi”").first().waitFor();
  // What Ana still saw goes as Ben's view is drawn, and stays away.
  await opened.log.getByText("branch hours", { exact: true }).waitFor({ state: "detached" });
  await opened.log.getByText("only to Ana").waitFor({ state: "detached" });
  await eventually(() => opened.log.getByText("branch hours", { exact: true }).count(), 0);
});

test("under MENTIONS the bot answers whoever mentions it, in either way that reaches a processor", async () => {
  const panel = await opened.panel("Options");
  await panel.getByLabel("bots[0].invokedBy.standardMessages", { exact: true }).selectOption("MENTIONS");
  await panel.getByText("Applied").waitFor();
  await opened.say("hi");
  await opened.log.getByText("let through: not-invoked").waitFor();
  await opened.page.getByLabel("Mention", { exact: true }).selectOption({ label: "BankBot, by Metadata" });
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
});

test("a downloaded case passes the command line's check", async () => {
  await opened.say("check balance");
  await opened.log.getByRole("button", { name: "Savings", exact: true }).waitFor();
  const download = opened.page.waitForEvent("download");
  await opened.page.getByRole("button", { name: "Download case" }).click();
  const files = unzipSync(readFileSync(await (await download).path()));
  const folder = await mkdtemp(join(tmpdir(), "case-"));
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, "check", folder]);
  await rm(folder, { recursive: true });
  assert.match(stdout, /1 passed, 0 failed/);
});

test("a downloaded script is talked again by the command line, with the export and on the running emulator", async () => {
  await balance();
  await opened.say("1234");
  await opened.log.getByText("Shall I look up your savings account ending in 1234?").waitFor();
  const panel = await opened.panel("Session");
  await panel.getByRole("button", { name: "Restart conversation" }).click();
  await panel.getByText("Restarted: Lex ended this session").waitFor();
  const download = opened.page.waitForEvent("download");
  await opened.page.getByRole("button", { name: "Download script" }).click();
  await opened.page.getByText("4 messages are in conversation.yaml.").waitFor();
  await opened.page.getByText("The conversation was restarted: a script can’t do that.").waitFor();
  const folder = await mkdtemp(join(tmpdir(), "script-"));
  const script = join(folder, "conversation.yaml");
  await (await download).saveAs(script);
  const talk = (...where) => promisify(execFile)(process.execPath, [CLI, "talk", script, ...where]);
  const [here, there] = [await talk("--bot", BANK), await talk("--url", `http://127.0.0.1:${port}`)];
  await rm(folder, { recursive: true });
  assert.match(here.stdout, /1 passed, 0 failed/);
  assert.match(there.stdout, /1 passed, 0 failed/);
});

test("when the emulator goes away the page says so, keeps what was typed, and joins the next one", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
  await stop(dev);
  await opened.page.getByText("Offline.").waitFor();
  await opened.say("are you there?");
  await opened.page.getByText("The emulator can’t be reached. Is it still running?").waitFor();
  await eventually(() => opened.box.inputValue(), "are you there?");
  dev = await startDev(port);
  await opened.page.getByText("Live", { exact: true }).waitFor();
  await opened.page.getByText("Nothing has been said yet.").waitFor();
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
});

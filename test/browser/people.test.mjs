// People and bots in one room on the page of `chime-lex-bridge dev`: an agent, a pause, who joins and leaves, signs of life.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "./axe.mjs";
import { eventually, openPage, startBrowser } from "./browser.mjs";
import { freePort, startDev, stop } from "./dev-process.mjs";

const FOLDER = fileURLToPath(new URL("../../reports/page/", import.meta.url));
const CONFIG = {
  delivery: "reply",
  claims: { table: "chime-lex-claims" },
  bots: [{ welcomeTexts: ["Hello, I am the bank's bot."] }],
  handoff: { phrases: ["human please"], resumePhrases: ["back to the bot"], text: "I'm getting a colleague." },
};
const PLACEHOLDER = { placeholderAfterMs: 100, placeholderTexts: { "*": "Let me see …" } };

let browser;
let folder;
let dev;
let opened;

before(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), "people-"));
  await mkdir(FOLDER, { recursive: true });
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await opened.close();
  await stop(dev);
  assert.deepEqual(opened.errors, [], "the console stays clean");
});

async function open(config, options = {}) {
  const file = join(folder, "bridge.json");
  await writeFile(file, JSON.stringify(config));
  const port = await freePort();
  dev = await startDev(port, ["--config", file]);
  // What is said first, for the terminal, is none of this.
  await fetch(`${dev.said.url}/_emulator/reset`, { method: "POST" });
  opened = await openPage(browser, dev.said.url, options);
  return { ...opened, pauses: opened.page.getByRole("switch", { name: "Bot paused" }) };
}

const faultOnce = (fault) =>
  fetch(`${dev.said.url}/_emulator/faults`, { method: "POST", body: JSON.stringify({ ...fault, times: 1 }) });
/** An operation is done this much later, once. */
const slowOnce = (delayMs, operation = "lex") => faultOnce({ name: "slow", operation, delayMs });

/** The sign that the bridge sends, sent by hand. */
function botTypes() {
  const { url, channelArn, bot } = dev.said;
  const sign = { Content: '{"Typing":"Indicator"}', Type: "CONTROL", Persistence: "NON_PERSISTENT" };
  return fetch(`${url}/channels/${encodeURIComponent(channelArn)}/messages`, {
    method: "POST",
    headers: { "x-amz-chime-bearer": bot.arn },
    body: JSON.stringify({ ...sign, ClientRequestToken: randomUUID() }),
  });
}

/** Who said what, in the order of the channel, as Ana's client would list it. */
async function held() {
  const { channelArn, users } = dev.said;
  const listed = await fetch(
    `${dev.said.url}/channels/${encodeURIComponent(channelArn)}/messages?sort-order=ASCENDING`,
    {
      headers: { "x-amz-chime-bearer": users.ana.arn },
    },
  );
  const { ChannelMessages } = await listed.json();
  return ChannelMessages.map(({ Sender, Content, ContentType }) =>
    ContentType ? `${Sender.Name}: ${JSON.parse(Content).Messages[0]?.Content}` : `${Sender.Name}: ${Content}`,
  );
}

test("a colleague takes over: the bot keeps quiet, and the page says since when and by what until it is called back", async () => {
  const { page, say, log, speakAs, pauses, stage } = await open(CONFIG);
  await page.getByText("The bot answers.").waitFor();
  assert.equal(await pauses.getAttribute("aria-checked"), "false");
  await say("human please");
  await page.getByText(/^Since \d\d:\d\d:\d\d: Ana asked for a person, by a phrase\. Ends at /).waitFor();
  await eventually(() => pauses.getAttribute("aria-checked"), "true");
  await speakAs("Ben");
  await say("Hello Ana, I'm Ben.");
  await log.locator(".who", { hasText: "Ben" }).getByText("agent").waitFor();
  await page.getByText(/^Since .* an agent wrote\./).waitFor();
  await speakAs("Ana");
  await say("Why was I charged twice?");
  await log.getByText("let through: paused").last().waitFor();
  await stage("Verdict")
    .getByText(/^by agent, since \d\d:\d\d:\d\d$/)
    .waitFor();
  await speakAs("Ben");
  await say("back to the bot");
  await page.getByText("The bot answers.").waitFor();
  await speakAs("Ana");
  await say("hi");
  await log.getByText("answers “hi”").first().waitFor();
  assert.deepEqual((await held()).slice(0, 6), [
    "Ana: human please",
    "BankBot: I'm getting a colleague.",
    "Ben: Hello Ana, I'm Ben.",
    "Ana: Why was I charged twice?",
    "Ben: back to the bot",
    "Ana: hi",
  ]);
});

test("the switch pauses the bot and lets it speak again, by keyboard as by a click", async () => {
  const { page, say, log, pauses } = await open(CONFIG);
  await pauses.click();
  await page.getByText(/^Since .*: paused by hand, as by bridge\.pause\./).waitFor();
  await say("hi");
  await log.getByText("let through: paused").waitFor();
  await pauses.focus();
  await page.keyboard.press("Space");
  await page.getByText("The bot answers.").waitFor();
  await say("hi");
  await log.getByText("answers “hi”").first().waitFor();
  assert.equal((await held())[0], "Ana: hi");
  assert.match((await held())[2], /^BankBot: /);
});

test("a pause that others made or ended is shown on a page that watches", async () => {
  const { page } = await open(CONFIG);
  const { url, channelArn } = dev.said;
  const post = (what) => fetch(`${url}/_emulator/${what}`, { method: "POST", body: JSON.stringify({ channelArn }) });
  await post("pause");
  await page.getByText(/^Since /).waitFor();
  await post("resume");
  await page.getByText("The bot answers.").waitFor();
});

test("without handoff nobody takes over, and the page shows neither switch nor agent, until an option turns it on", async () => {
  const { page, pauses, panel } = await open({ delivery: "reply" });
  await page.getByRole("button", { name: "Invite Cleo" }).waitFor();
  assert.deepEqual([await pauses.count(), await page.getByText("agent", { exact: true }).count()], [0, 0]);
  const options = await panel("Options");
  await options.getByText("Choose handoff.scope, and people can take over from the bot.").waitFor();
  await options.getByLabel("handoff.scope", { exact: true }).selectOption("channel");
  await pauses.waitFor();
  await page.locator(".speakers label", { hasText: "Ben" }).getByText("agent").waitFor();
  await eventually(() => options.getByText("Choose handoff.scope").count(), 0);
});

test("where conversations are paused, the switch is that of who speaks", async () => {
  const { page, say, speakAs, log } = await open({ ...CONFIG, handoff: { ...CONFIG.handoff, scope: "session" } });
  const switchOf = (name) => page.getByRole("switch", { name: `Bot paused for ${name}` });
  await switchOf("Ana").click();
  await page.getByText(/^Since /).waitFor();
  await speakAs("Ben");
  await page.getByText("The bot answers.").waitFor();
  assert.equal(await switchOf("Ben").getAttribute("aria-checked"), "false");
  await say("hi");
  await log.getByText("answers “hi”").first().waitFor();
});

test("whoever joins is welcomed once, leaves, and is welcomed again on coming back", async () => {
  const { page, log } = await open(CONFIG);
  await page.getByRole("button", { name: "Invite Cleo" }).click();
  await log.getByText("Hello, I am the bank's bot.").waitFor();
  await opened.speakAs("Cleo");
  await page.getByRole("button", { name: "Leave as Cleo" }).click();
  await page.getByRole("button", { name: "Invite Cleo" }).waitFor();
  await page.getByRole("radio", { name: "Cleo" }).waitFor({ state: "detached" });
  await eventually(() => page.evaluate(() => document.activeElement.id), "write");
  await page.getByRole("button", { name: "Invite Cleo" }).click();
  await eventually(() => log.getByText("Hello, I am the bank's bot.").count(), 2);
  assert.deepEqual(await held(), Array(2).fill("BankBot: Hello, I am the bank's bot."));
});

test("a note of a downloaded script reads from its own side, whichever way the words read that it quotes", async () => {
  const { page, log } = await open(CONFIG);
  const { url, channelArn, users } = dev.said;
  const message = { Content: "مرحبا، ما رصيدي؟", Type: "STANDARD", Persistence: "NON_PERSISTENT" };
  await fetch(`${url}/channels/${encodeURIComponent(channelArn)}/messages`, {
    method: "POST",
    headers: { "x-amz-chime-bearer": users.ana.arn },
    body: JSON.stringify({ ...message, ClientRequestToken: randomUUID() }),
  });
  await log.getByText(message.Content).first().waitFor();
  await page.getByRole("button", { name: "Download script" }).click();
  const note = page.locator(".script-told li", { hasText: "stores every message" });
  await note.waitFor();
  assert.equal(await note.evaluate((one) => getComputedStyle(one).direction), "ltr");
  assert.equal(await note.locator("bdi").evaluate((one) => getComputedStyle(one).direction), "rtl");
  assert.match(await note.textContent(), /^“مرحبا، ما رصيدي؟” by Ana: /);
});

test("typing is a sign that passes when the bot has spoken, and is announced once", async () => {
  const { page, say, log, stage } = await open({ ...CONFIG, typingAfterMs: 100 });
  const news = page.getByRole("status", { name: "New messages" });
  await slowOnce(1_500);
  await say("check balance");
  await log.getByText("BankBot is typing").waitFor();
  await eventually(() => news.textContent(), "BankBot is typing");
  assert.equal(await log.getByRole("article").count(), 1, "a sign is no message");
  await log.getByText("For which account?").waitFor();
  await log.getByText("is typing").waitFor({ state: "detached" });
  await stage("Verdict").getByText("typing", { exact: true }).waitFor();
  await eventually(
    () => news.textContent(),
    "Bot says: For which account?. Card Your accounts, with the buttons Checking, Savings, Credit card",
  );
  await page.getByRole("checkbox", { name: /Show what/ }).check();
  await log.getByText('{"Typing":"Indicator"}').waitFor();
  await page.reload();
  await log.getByText("For which account?").waitFor();
  assert.equal(await log.getByText("is typing").count(), 0, "what has passed doesn't come back");
});

test("typing in a private conversation is seen by nobody else", async () => {
  const { page, say, log, speakAs } = await open({ ...CONFIG, typingAfterMs: 100 });
  await slowOnce(2_500);
  await page.getByLabel("To", { exact: true }).selectOption({ label: "BankBot only" });
  await say("check balance");
  await log.getByText("BankBot is typing").waitFor();
  await speakAs("Ben");
  await log.getByText("is typing").waitFor({ state: "detached" });
});

test("a placeholder is drawn as one, and becomes the answer in the same place", async () => {
  const { page, say, log } = await open({ ...CONFIG, ...PLACEHOLDER });
  await slowOnce(1_500);
  await say("check balance");
  await log.getByText("Placeholder: the answer will take its place").waitFor();
  const placeholder = log.getByRole("article").filter({ hasText: "Let me see …" });
  await slowOnce(400, "callback");
  const id = await placeholder.getAttribute("id");
  // It is there all the time: an edit on its way through the flow shows others what was there before.
  const watched = page.evaluate(
    (one) =>
      new Promise((resolve) => {
        let gone = 0;
        const look = new MutationObserver(() => {
          const article = document.getElementById(one);
          if (article === null) gone += 1;
          if (article?.textContent.includes("For which account?")) resolve(gone);
        });
        look.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    id,
  );
  await log.getByText("For which account?").waitFor();
  assert.equal(await watched, 0);
  const article = page.locator(`[id="${id}"]`);
  assert.match(await article.textContent(), /For which account\?.*took its placeholder’s place/);
  assert.equal(await article.getAttribute("data-placeholder"), "replaced");
  assert.equal(await log.getByText("Let me see …").count(), 0);
  assert.equal((await held())[1], "BankBot: For which account?");
});

for (const [look, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced-colours", { forcedColors: "active" }],
]) {
  for (const [size, viewport] of [
    ["wide", { width: 1280, height: 860 }],
    ["narrow", { width: 360, height: 780 }],
  ]) {
    test(`people, pause and signs are legible, fit and pass axe: ${look}, ${size}`, async () => {
      const { page, say, log, pauses, speakAs } = await open(
        { ...CONFIG, ...PLACEHOLDER },
        { viewport, bypassCSP: true, reducedMotion: "reduce", ...options },
      );
      const shoot = (view) => page.screenshot({ path: `${FOLDER}people-${view}-${look}-${size}.png` });
      const found = [];
      await faultOnce({ name: "hang", operation: "lex" });
      await say("מה היתרה שלי? check balance");
      await log.getByText("Let me see …").waitFor();
      await shoot("placeholder");
      found.push(...(await violations(page)));
      await botTypes();
      await log.getByText("is typing").waitFor();
      await shoot("typing");
      const dots = await page
        .locator(".dot")
        .first()
        .evaluate((dot) => getComputedStyle(dot).borderTopColor);
      assert.notEqual(dots, await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      // In a document that reads from the right the sign stands at the right, within the log.
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      const [sign, around] = [await log.getByText("is typing").boundingBox(), await log.boundingBox()];
      assert.ok(sign.x + sign.width / 2 > around.x + around.width / 2, "the sign stands where a line begins");
      assert.ok(sign.x + sign.width <= around.x + around.width, "the sign stands within the log");
      await shoot("typing-rtl");
      await page.evaluate(() => document.documentElement.removeAttribute("dir"));
      await botTypes();
      await log.getByText("is typing").waitFor();
      found.push(...(await violations(page)));
      await pauses.click();
      await page.getByText(/^Since /).waitFor();
      await speakAs("Ben");
      await say("Hello Ana, I'm Ben.");
      await log.locator(".who", { hasText: "Ben" }).getByText("agent").waitFor();
      await shoot("paused");
      found.push(...(await violations(page)));
      const knob = () => pauses.locator(".switch-track").evaluate((track) => getComputedStyle(track).justifyContent);
      assert.equal(await knob(), "flex-end");
      await pauses.click();
      await page.getByText("The bot answers.").waitFor();
      await eventually(knob, "flex-start");
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width);
      assert.deepEqual(found, []);
      // The turn that hangs would keep it for as long as the bridge waits for one.
      await new Promise((resolve) => dev.once("exit", resolve).kill("SIGKILL"));
    });
  }
}

// The pictures of docs/people.md, taken of the page. `PICTURE=1 npm run test:browser` writes docs/people/*.png anew; otherwise they are held against
// what is there by size alone, for each machine draws its letters a little differently.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createEmulator } from "../../dist/emulator.js";
import { createBridge } from "../../dist/index.js";
import { openPage, startBrowser } from "./browser.mjs";
import { freePort, startDev, stop } from "./dev-process.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const EXAMPLE = at("examples/people.json");
const LARGEST = 45_000;
/** Of one view of the channel. */
const WIDTH = 480;
/** From a PNG's first chunk: four bytes each. */
const sizeOf = (png) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

let browser;
let opened;
let ends = [];

before(async () => {
  browser = await startBrowser();
  await mkdir(at("docs/people"), { recursive: true });
  await mkdir(at("reports/page"), { recursive: true });
});
after(() => browser.close());
afterEach(async () => {
  await opened.close();
  for (const end of ends) await end();
  ends = [];
});

async function openAt(url) {
  const options = { viewport: { width: WIDTH, height: 1_000 }, colorScheme: "light", reducedMotion: "reduce" };
  opened = await openPage(browser, url, options);
  return opened;
}

/** `dev` as the example has it. */
async function openExample() {
  const dev = await startDev(await freePort(), ["--config", EXAMPLE]);
  ends.push(() => stop(dev));
  const post = (path, body, headers = {}) =>
    fetch(`${dev.said.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  await post("/_emulator/reset", {});
  return { ...(await openAt(dev.said.url)), dev, post };
}

/** The channel from below its title on, or up to the end of what was said. */
async function shoot(height, from = "top") {
  const title = await opened.page.locator(".channel > .half-title").boundingBox();
  const end = await opened.page.locator(".composer").boundingBox();
  const y = from === "top" ? title.y + title.height : end.y - height;
  // Nothing that only the one who took it had.
  await opened.page.evaluate(() => document.activeElement?.blur());
  return opened.page.screenshot({ clip: { x: 0, y: Math.round(y), width: WIDTH, height } });
}

async function keep(name, picture) {
  assert.ok(picture.length < LARGEST, `${picture.length} bytes`);
  await writeFile(at(`reports/page/people-${name}.png`), picture);
  if (process.env.PICTURE) await writeFile(at(`docs/people/${name}.png`), picture);
  assert.match(readFileSync(at("docs/people.md"), "utf8"), new RegExp(`!\\[[^\\]]{40,}\\]\\(people/${name}\\.png\\)`));
  assert.deepEqual(sizeOf(readFileSync(at(`docs/people/${name}.png`))), sizeOf(picture));
}

test("handoff: a person is asked for, a colleague answers, and the bot keeps quiet", async () => {
  const { say, log, speakAs } = await openExample();
  await say("Human please");
  await log.getByText("I'm getting a colleague for you.").waitFor();
  await speakAs("Ben");
  await say("Hello Ana, I'm Ben. How can I help?");
  await log.getByText("let through: a message of an agent pauses the bots").waitFor();
  await speakAs("Ana");
  await say("Why was I charged twice?");
  await log.getByText("let through: paused").waitFor();
  await keep("handoff", await shoot(445));
});

test("pause: the switch says since when the bot is paused and by what, and the bot keeps quiet", async () => {
  const { page, say, log } = await openExample();
  await page.getByRole("switch").click();
  await page.getByText(/^Since /).waitFor();
  await say("What is my balance?");
  await log.getByText("let through: paused").waitFor();
  await keep("pause", await shoot(170));
});

test("welcome: whoever joins is welcomed", async () => {
  const { page, log, speakAs } = await openExample();
  await page.getByRole("button", { name: "Invite Cleo" }).click();
  await log.getByText("Hello, I am the bank's bot.").waitFor();
  await speakAs("Cleo");
  const { y, height } = await page.locator(".composer").boundingBox();
  assert.ok(height > 0);
  // Who is in the channel stands below it.
  const top = await shoot(150);
  const below = await page.screenshot({ clip: { x: 0, y: Math.round(y), width: WIDTH, height: 100 } });
  await keep("welcome", await composed([top, below], "column"));
});

test("own words: nobody asked, and the bot says it in its own name", async () => {
  const emulator = await createEmulator({ bots: [at("fixtures/bots/bank-bot")], seed: 1 });
  ends.push(() => emulator.close());
  const { bot, lexBots, channelArn } = emulator.world;
  const bots = [{ lexBotAliasArn: lexBots[0].aliasArn, appInstanceBotArn: bot.arn }];
  const bridge = createBridge({ delivery: "reply", bots }, emulator.ports);
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 5_000 }), "the bridge");
  const { url } = await emulator.listen();
  const { say, log } = await openAt(url);
  for (const words of ["Check balance", "Savings", "1234", "Yes"]) {
    await say(words);
    await emulator.settled();
  }
  await bridge.say({ channelArn, messages: ["Your new card is on its way."], token: "card 17 sent" });
  await emulator.settled();
  await log.getByText("Your new card is on its way.").waitFor();
  await keep("own-words", await shoot(310, "end"));
});

test("typing: people see that the bot is at work", async () => {
  const { say, log, dev, post } = await openExample();
  const { channelArn, bot } = dev.said;
  await post("/_emulator/faults", { name: "slow", operation: "lex", delayMs: 3_000, times: 1 });
  await say("What is my balance?");
  const sign = { Content: '{"Typing":"Indicator"}', Type: "CONTROL", Persistence: "NON_PERSISTENT" };
  await log.getByText("What is my balance?").waitFor();
  // The bridge's own comes after a second: this one is the same, and waits for nothing.
  const path = `/channels/${encodeURIComponent(channelArn)}/messages`;
  await post(path, { ...sign, ClientRequestToken: randomUUID() }, { "x-amz-chime-bearer": bot.arn });
  await log.getByText("is typing").waitFor();
  await keep("typing", await shoot(170));
});

test("a placeholder becomes the answer, in the same place", async () => {
  const { say, log, post } = await openExample();
  await post("/_emulator/faults", { name: "slow", operation: "lex", delayMs: 7_000, times: 1 });
  await say("What is my balance?");
  await log.getByText("Let me see …").waitFor();
  const waiting = await shoot(385);
  await log.getByText("took its placeholder’s place").waitFor();
  await log.getByText("For which account?").waitFor();
  await keep("placeholder", await composed([waiting, await shoot(385)], "row"));
});

/** Several pictures as one. */
async function composed(pictures, flow) {
  const page = await browser.newPage();
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString("base64")}">`);
  await page.setContent(
    `<style>body{margin:0}div{display:inline-flex;flex-direction:${flow};gap:12px;background:#fff}</style><div>${images.join("")}</div>`,
  );
  const picture = await page.locator("div").screenshot();
  await page.close();
  return picture;
}

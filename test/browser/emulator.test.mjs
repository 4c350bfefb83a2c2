// The page on the built emulator, with the sample bot and the bridge behind it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createEmulator } from "../../dist/emulator.js";
import { createBridge } from "../../dist/index.js";
import { eventually, openPage, startBrowser } from "./browser.mjs";

const BOT = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));

let browser;
let emulator;
let opened;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());
beforeEach(async () => {
  emulator = await createEmulator({ bots: [BOT] });
  const bridge = createBridge(
    { bots: [{ lexBotAliasArn: emulator.world.lexBots[0].aliasArn, appInstanceBotArn: emulator.world.bot.arn }] },
    emulator.ports,
  );
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 5_000 }), "the bridge");
  const { url } = await emulator.listen();
  opened = await openPage(browser, url);
});
afterEach(async () => {
  await opened.close();
  await emulator.close();
  assert.deepEqual(opened.errors, [], "the console stays clean");
});

test("a greeting brings a card, and its button takes the conversation on", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).click();
  await opened.log.getByText("Check balance", { exact: true }).nth(1).waitFor();
  await emulator.settled();
  const said = emulator.messages().map(({ Metadata }) => JSON.parse(Metadata)["CHIME.LEX.input"]);
  assert.deepEqual(said, ["hi", "Check balance"]);
  for (const stage of ["Event", "Verdict", "Turn request", "Turn result", "Callback"]) {
    assert.equal(await opened.stage(stage).getAttribute("data-state"), "done", stage);
  }
});

test("the raw message and the walk agree with what the emulator holds", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Raw" }).click();
  const shown = await opened.log.locator(".json pre").textContent();
  assert.deepEqual(JSON.parse(shown), JSON.parse(JSON.stringify(emulator.messages()[0])));
});

test("a bot that Lex denies is told in words, with the fix beside it", async () => {
  emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "Denied." };
  await opened.say("hi");
  await opened.log.getByText("The bot could not answer (403)").waitFor();
  await opened.stage("Verdict").getByText("LEX_ACCESS_DENIED").waitFor();
  await opened.stage("Turn result").getByText("Lex refused: 403 AccessDeniedException").waitFor();
});

test("a text over Chime's size is refused kindly, and kept", async () => {
  await opened.say("y".repeat(5_000));
  await opened.page.getByRole("alert").getByText("4096").waitFor();
  await eventually(async () => (await opened.page.getByRole("textbox").inputValue()).length, 5_000);
});

test("a text whose words can't be kept is let through, and the page says why the bot is silent", async () => {
  await opened.say("y".repeat(1_100));
  await opened.log.getByText("let through: input-would-be-lost").waitFor();
});

test("a redelivery changes nothing in the channel", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
  emulator.redeliver(emulator.messages()[0].MessageId);
  await emulator.settled();
  await opened.page.getByText("delivered 2 times").waitFor();
  await eventually(() => opened.log.getByRole("article").count(), 1);
});

test("whoever isn't in the channel is invited, sees the past, and still not what is private", async () => {
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "Ben only" });
  await opened.say("branch hours");
  await opened.log.getByText("only to Ben").waitFor();
  await emulator.settled();
  await opened.page.getByRole("button", { name: "Invite Cleo" }).click();
  await opened.speakAs("Cleo");
  await opened.log.getByText("only to Ben").waitFor({ state: "detached" });
  await eventually(() => opened.log.getByRole("article").count(), 1);
});

test("an edit is a delivery of its own, and a deleted message is gone", async () => {
  await opened.speakAs("Ben");
  await opened.say("   ");
  await opened.log.getByText("let through: no-text").waitFor();
  await opened.log.getByRole("button", { name: "More" }).click();
  await opened.log.getByRole("button", { name: "Edit" }).click();
  const box = opened.log.getByRole("textbox", { name: "New text of the message" });
  await box.fill("hi there");
  await box.press("Enter");
  await opened.log.getByText("let through: edit").waitFor();
  await opened.page.getByText("an edit", { exact: true }).waitFor();
  assert.equal(emulator.deliveries().length, 2);
});

async function deleteChannel(arn) {
  const headers = { "x-amz-chime-bearer": emulator.world.users.ana.arn };
  const url = new URL(`/channels/${encodeURIComponent(arn)}`, opened.page.url());
  const { status } = await fetch(url, { method: "DELETE", headers });
  assert.equal(status, 204);
}

test("when the channel that is shown is deleted, the page says so and shows the next, without whom was written to", async () => {
  const second = await emulator.createChannel({ members: ["ben"], name: "Second" });
  const choice = opened.page.getByRole("combobox", { name: "Channel" });
  await choice.waitFor();
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
  const to = opened.page.getByLabel("To", { exact: true });
  await to.selectOption({ label: "Ben only" });
  await deleteChannel(emulator.world.channelArn);
  const notice = opened.page.getByRole("alert");
  await notice.getByText("Emulated channel is gone.").waitFor();
  await notice.getByText("This is Second now.").waitFor();
  await eventually(() => opened.log.getByRole("article").count(), 0);
  await eventually(() => to.inputValue(), "");
  await opened.say("hi again");
  await opened.log.getByText("hi again", { exact: true }).first().waitFor();
  assert.equal(emulator.messages().at(-1).ChannelArn, second);
});

test("when the last channel is deleted, the page says that there is none, keeps what was typed, and a reset brings the first back", async () => {
  await deleteChannel(emulator.world.channelArn);
  await opened.page.getByText("There is no channel any more.").waitFor();
  await opened.say("anybody?");
  await opened.page.getByText("There is no channel, or nobody in it who could say it.").waitFor();
  await eventually(() => opened.box.inputValue(), "anybody?");
  await opened.page.getByRole("button", { name: "Reset" }).click();
  await opened.page.getByText("Nothing has been said yet.").waitFor();
  await opened.say("hi");
  await opened.log.getByRole("button", { name: "Check balance" }).waitFor();
});

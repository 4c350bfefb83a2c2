// Who sees and says what: several users and bots, targets, mentions, and what the API can do to a message.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();

test("a targeted message is seen by its two, and the third isn't told what it says", async () => {
  const { opened, emulator } = here;
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "Ben only" });
  await opened.say("release this, between us");
  await opened.log.getByText("only to Ben").waitFor();
  assert.deepEqual(emulator.messages()[0].Target, [{ MemberArn: emulator.world.users[1].arn }]);
  await opened.speakAs("Ben");
  await opened.log.getByText("release this, between us").waitFor();
  await opened.speakAs("Cleo");
  await opened.page.getByText("1 message is here, and none that this member can see").waitFor();
  await eventually(() => opened.log.getByText("between us").count(), 0);
  await opened.page.getByRole("checkbox", { name: /Show what Cleo can’t see/ }).check();
  await opened.log.getByText("hidden from Cleo").waitFor();
});

test("a pending message is its sender's alone", async () => {
  const { opened } = here;
  await opened.say("hang");
  await opened.log.getByText("Pending: only you can see it").waitFor();
  await opened.speakAs("Ben");
  await opened.log.getByText("Pending").waitFor({ state: "detached" });
});

test("whoever speaks next writes to everyone again", async () => {
  const { opened, emulator } = here;
  const to = opened.page.getByLabel("To", { exact: true });
  await to.selectOption({ label: "Ben only" });
  await opened.speakAs("Ben");
  await eventually(() => to.inputValue(), "");
  await opened.say("hello all");
  await opened.log.getByText("Hello! You said “hello all”.").waitFor();
  assert.equal(emulator.messages()[0].Target, undefined);
});

for (const [what, choose, check] of [
  [
    "whom it is for",
    ({ page }) => page.getByLabel("To", { exact: true }).selectOption({ label: "Ben only" }),
    (m) => m.Target?.[0].MemberArn,
  ],
  ["who speaks", ({ speakAs }) => speakAs("Ben"), (m) => m.Sender.Arn],
]) {
  test(`${what} is as it was chosen last, also where the screen drew no frame since`, async () => {
    const { opened, emulator } = here;
    await opened.page.addInitScript(() => {
      const frame = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (draw) => (document.hasStopped ? 0 : frame(draw));
    });
    await opened.page.reload();
    await opened.page.getByLabel("To", { exact: true }).waitFor();
    await opened.page.evaluate(() => {
      document.hasStopped = true;
    });
    await choose(opened);
    await opened.say("hello");
    await eventually(() => emulator.messages().length, 1);
    assert.equal(check(emulator.messages()[0]), emulator.world.users[1].arn);
  });
}

test("a private card's button answers the bot in private", async () => {
  const { opened, emulator } = here;
  const bot = emulator.world.bot.arn;
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "Bank bot only" });
  await opened.say("own voice, please");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  await opened.page.getByLabel("To", { exact: true }).selectOption({ label: "everyone" });
  await opened.log.getByRole("button", { name: "Savings" }).click();
  await opened.log.getByText("My savings account").waitFor();
  const said = emulator.messages().find(({ Content }) => Content === "My savings account" || /12\.50/.test(Content));
  assert.deepEqual(said.Target, [{ MemberArn: bot }]);
});

test("a bot can be spoken as, and is shown as a bot", async () => {
  const { opened, emulator } = here;
  await opened.speakAs("Desk bot");
  await opened.say("release this");
  const message = opened.log.getByRole("article");
  await message.getByText("bot", { exact: true }).waitFor();
  assert.equal(emulator.messages()[0].Sender.Arn, emulator.world.bots[1].arn);
});

for (const [way, check] of [
  ["by the attribute CHIME.mentions", (m, arn) => m.MessageAttributes["CHIME.mentions"].StringValues.includes(arn)],
  ["by Metadata", (m, arn) => JSON.parse(m.Metadata).mentions.includes(arn)],
  ["by @name in the text", (m) => JSON.parse(m.Metadata)["CHIME.LEX.input"] === "@Bank bot hello"],
]) {
  test(`a bot is mentioned ${way}`, async () => {
    const { opened, emulator } = here;
    await opened.page.getByLabel("Mention", { exact: true }).selectOption({ label: `Bank bot, ${way}` });
    await opened.say(way.includes("text") ? "hello" : "release this");
    await opened
      .stage("Callback")
      .getByText(/replied|released/)
      .first()
      .waitFor();
    assert.ok(check(emulator.messages()[0], emulator.world.bot.arn));
  });
}

test("a mention that Metadata can't take is explained, and nothing is sent", async () => {
  const { opened, emulator } = here;
  await opened.page.getByLabel("Mention", { exact: true }).selectOption({ label: "Bank bot, by Metadata" });
  await opened.page.getByRole("button", { name: "Other fields" }).click();
  await opened.page.getByLabel("Metadata", { exact: true }).fill("not JSON");
  await opened.say("hello");
  await opened.page.getByRole("alert").getByText("Metadata must be a JSON object to hold a mention.").waitFor();
  assert.equal(emulator.messages().length, 0);
  await eventually(() => opened.box.inputValue(), "hello");
});

test("every other field of a message can be set", async () => {
  const { opened, emulator } = here;
  await opened.page.getByRole("button", { name: "Other fields" }).click();
  await opened.page.getByLabel("Metadata", { exact: true }).fill('{"a":1}');
  await opened.page.getByLabel("ContentType", { exact: true }).fill("text/html");
  await opened.page.getByLabel("SubChannelId", { exact: true }).fill("sub-1");
  await opened.page.getByLabel("Control message").check();
  await opened.page.getByLabel("Not persistent").check();
  await opened.say("to all");
  await opened.log.getByText("sub-channel sub-1, control message: bypasses the flow, not stored").waitFor();
  const { Metadata, ContentType, SubChannelId, Type, Persistence, Status } = emulator.messages()[0];
  assert.deepEqual(
    { Metadata, ContentType, SubChannelId, Type, Persistence, Status },
    {
      Metadata: '{"a":1}',
      ContentType: "text/html",
      SubChannelId: "sub-1",
      Type: "CONTROL",
      Persistence: "NON_PERSISTENT",
      Status: { Value: "SENT" },
    },
  );
});

test("an odd text is put into the box, not sent", async () => {
  const { opened, emulator } = here;
  await opened.page.getByRole("button", { name: "Insert" }).click();
  await opened.page.getByRole("button", { name: "1,025 characters" }).click();
  await eventually(async () => (await opened.box.inputValue()).length, 1_025);
  await opened.page.getByText("1025 of the 1024 characters that Lex takes").waitFor();
  assert.equal(emulator.messages().length, 0);
});

test("ArrowUp in an empty box brings back what was said last", async () => {
  const { opened } = here;
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  await opened.box.press("ArrowUp");
  await eventually(() => opened.box.inputValue(), "hello");
});

test("another channel has its own messages and deliveries", async () => {
  const { opened, emulator } = here;
  await opened.say("hello");
  await opened.log.getByText("Hello! You said “hello”.").waitFor();
  await opened.page.getByLabel("Channel", { exact: true }).last().selectOption({ label: "Second channel" });
  await opened.page.getByText("Nothing has been said yet.").waitFor();
  await opened.page.getByText("Every message goes through these stages.").waitFor();
  await opened.say("over here");
  await opened.log.getByText("Hello! You said “over here”.").waitFor();
  assert.equal(emulator.messages()[1].ChannelArn, emulator.world.channels[1].arn);
});

// The React client of examples/ with the unmodified messaging session, on the emulator with the bridge behind it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ChimeSDKMessagingClient,
  CreateChannelMembershipCommand,
  DeleteChannelMembershipCommand,
  DeleteChannelMessageCommand,
  ListChannelMessagesCommand,
  RedactChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { buttonToMessage, readReply, replyToButtons } from "../../dist/mappers.js";
import { eventually } from "./browser.mjs";
import { onReactChat } from "./react-chat.mjs";

const here = onReactChat();
const GREETING = /^Hello! I am the BankBot\./;

/** Somebody's call of the service, from elsewhere than the chat. */
async function ask(name, Command, input) {
  const credentials = { accessKeyId: "emulator", secretAccessKey: "emulator" };
  const chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: here.url, credentials });
  const { channelArn, users } = here.emulator.world;
  try {
    return await chime.send(new Command({ ChannelArn: channelArn, ChimeBearer: users[name].arn, ...input }));
  } finally {
    chime.destroy();
  }
}

/** What is stored. Typing isn't. */
const contents = () =>
  here.emulator.messages().flatMap(({ Content, Persistence }) => (Persistence === "PERSISTENT" ? [Content] : []));
const news = (chat) => chat.log.locator(".text").allTextContents();

test("in replace, a question is shown as pending to who asked alone, and its answer to both in its place", async () => {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  here.bridge("replace", () => released);
  const [ana, ben] = [await here.join("ana"), await here.join("ben")];
  await ana.say("Hello");
  await ana.log.getByText("Waiting for the answer…").waitFor();
  assert.deepEqual(await news(ben), []);
  release();
  for (const { log } of [ana, ben]) await log.getByText(GREETING).waitFor();
  await eventually(() => ana.log.getByText("Waiting for the answer…").count(), 0);
  assert.deepEqual(await ana.log.getByRole("heading", { level: 2 }).locator("bdi").allTextContents(), [
    "You",
    "BankBot",
  ]);
  assert.deepEqual(await ben.log.getByRole("heading", { level: 2 }).locator("bdi").allTextContents(), [
    "Ana",
    "BankBot",
  ]);
  assert.deepEqual(await news(ana), await news(ben));
  assert.equal(await ben.log.getByText("Not confirmed").count(), 0);
});

test("in reply, the bot answers under its own name, and whoever else sends an answer is marked", async () => {
  here.bridge("reply");
  const ana = await here.join("ana");
  await ana.say("Hello");
  await ana.log.getByRole("region", { name: "BankBot" }).getByText(GREETING).waitFor();
  assert.equal(await ana.log.getByText("Not confirmed").count(), 0);
  const Buttons = [{ Text: "Help", Value: "Send Eve 100 EUR" }];
  const Messages = [
    { ContentType: "CustomPayload", Content: '{"kind":"branches","branches":[]}' },
    { ContentType: "ImageResponseCard", ImageResponseCard: { Title: "<b>Prize</b>", Buttons } },
  ];
  const forged = { ContentType: "application/amz-chime-lex-msgs", Content: JSON.stringify({ Messages }) };
  await ask("ben", SendChannelMessageCommand, { ...forged, Type: "STANDARD", Persistence: "PERSISTENT" });
  const bens = ana.log.getByRole("region", { name: "Ben" });
  await bens.getByText("Not confirmed to come from the bot").waitFor();
  await bens.getByRole("heading", { name: "<b>Prize</b>" }).waitFor();
  await bens.getByRole("button", { name: "Help (sends “Send Eve 100 EUR”)" }).waitFor();
  assert.equal(await bens.getByRole("table").count(), 0, "a stranger's payload is drawn as no bot's");
});

test("a choice is pressed with the keyboard, once, and keeps the focus; an earlier answer's sends nothing and says so", async () => {
  here.bridge("replace");
  const ana = await here.join("ana");
  await ana.say("Hello");
  const choice = ana.log.getByRole("list", { name: "Choices: What would you like to do?" });
  const button = choice.getByRole("button", { name: "Check balance" });
  await button.focus();
  await ana.page.keyboard.press("Enter");
  await ana.log.getByRole("button", { name: "Savings", exact: true }).waitFor();
  await eventually(() => button.getAttribute("aria-disabled"), "true");
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  assert.equal(contents().length, 2);
  await ana.page.keyboard.press("Enter");
  await ana.notice.getByText("This choice belongs to an earlier answer. Please use the latest one.").waitFor();
  await ana.log.getByRole("button", { name: "Savings", exact: true }).click();
  await ana.log.getByText("What are the last four digits of its number?").waitFor();
  await eventually(() => ana.notice.textContent(), "");
  assert.equal(contents().length, 3);
});

test("a choice that is still on its way isn't sent twice", async () => {
  let release;
  const gates = [
    undefined,
    new Promise((resolve) => {
      release = resolve;
    }),
  ];
  here.bridge("replace", () => gates.shift());
  const ana = await here.join("ana");
  await ana.say("Hello");
  const button = ana.log.getByRole("button", { name: "Check balance" });
  await button.click();
  await button.click({ force: true });
  await ana.notice.getByText("You have made your choice. Please wait for the answer.").waitFor();
  release();
  await ana.log.getByRole("button", { name: "Savings", exact: true }).waitFor();
  assert.equal(contents().length, 2);
});

test("a choice shows its label, not its value, and one of an earlier answer that comes from another client is marked", async () => {
  here.bridge("reply");
  const ana = await here.join("ana");
  for (const text of ["Hello", "When are you open?"]) {
    await ana.say(text);
    await here.emulator.settled();
  }
  await ana.log.getByRole("table", { name: "Opening hours" }).waitFor();
  const first = here.emulator.messages().find((message) => replyToButtons(readReply(message)).length > 0);
  const button = { text: "What I have", value: "Check balance" };
  await ask("ben", SendChannelMessageCommand, buttonToMessage(button, first));
  const bens = ana.log.getByRole("region", { name: "Ben" });
  await bens.getByText("What I have", { exact: true }).waitFor();
  await bens.getByText(/^a choice of an earlier answer/).waitFor();
});

test("a known custom payload is drawn, and any other is named in words", async () => {
  here.bridge("replace");
  const ana = await here.join("ana");
  await ana.say("When are you open?");
  const table = ana.log.getByRole("table", { name: "Opening hours" });
  await table.getByRole("row", { name: "harbour 09:00 17:00" }).waitFor();
  const Messages = [{ ContentType: "CustomPayload", Content: '{"kind":"map"}' }];
  const other = { ContentType: "application/amz-chime-lex-msgs", Content: JSON.stringify({ Messages }) };
  await ask("ben", SendChannelMessageCommand, { ...other, Type: "STANDARD", Persistence: "PERSISTENT" });
  await ana.log.getByText("[Content that can’t be shown as text]").waitFor();
});

test("a turn that fails is told in words, and so is a message that was denied, or wasn't sent, whose words come back", async () => {
  here.bridge("replace");
  const [ana, ben] = [await here.join("ana"), await here.join("ben")];
  here.emulator.namedFaults.add({ name: "lex-error", status: 403, times: 1 });
  await ana.say("Hello");
  await ben.log.getByText("Sorry, I’m not available at the moment.").waitFor();
  await ana.log.getByText("Sorry, I’m not available at the moment.").waitFor();
  await here.emulator.settled();
  const long = "word ".repeat(1_000);
  await ana.say(long);
  await ana.notice.getByText("Your message wasn’t sent.").waitFor();
  await eventually(() => ana.box.inputValue(), long);
  here.bridge("replace", undefined, { onMessage: () => "deny" });
  await ana.say("Nobody may read this");
  await ana.log.getByText("This message wasn’t accepted. Nobody else sees it.").waitFor();
  assert.equal(await ben.log.getByText("Nobody may read this").count(), 0);
});

test("who types is shown to the others until the message comes, and is stored nowhere", async () => {
  const [ana, ben] = [await here.join("ana"), await here.join("ben")];
  await ben.box.pressSequentially("Hel");
  await ana.page.getByText("Ben is typing…").waitFor();
  assert.equal(await ben.page.getByText(/is typing/).count(), 0);
  await ben.say("Hello");
  await ana.log.getByText("Hello").waitFor();
  assert.equal(await ana.page.getByText(/is typing/).count(), 0);
  assert.deepEqual(contents(), ["Hello"]);
});

test("an edit, a redaction and a deletion reach who looks on", async () => {
  const ana = await here.join("ana");
  const [first, second] = [
    await here.emulator.send({ content: "One", as: "ben" }),
    await here.emulator.send({ content: "Two" }),
  ];
  await ana.log.getByText("Two").waitFor();
  await ask("ben", UpdateChannelMessageCommand, { MessageId: first.MessageId, Content: "One and a half" });
  await ana.log.getByText("One and a half", { exact: true }).waitFor();
  await ana.log
    .getByRole("region", { name: "Ben" })
    .getByText(/^edited/)
    .waitFor();
  await ask("ben", RedactChannelMessageCommand, { MessageId: first.MessageId });
  await ana.log.getByText("This message was removed.").waitFor();
  assert.deepEqual(await news(ana), ["This message was removed.", "Two"]);
  await ask("ana", DeleteChannelMessageCommand, { MessageId: second.MessageId });
  await eventually(() => ana.log.getByRole("article").count(), 1);
});

test("an edit that isn't accepted leaves what was there before it", async () => {
  const ana = await here.join("ana");
  const { MessageId } = await here.emulator.send({ content: "One" });
  await ana.log.getByText("One").waitFor();
  let release;
  here.emulator.setProcessor(
    () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  );
  await ask("ana", UpdateChannelMessageCommand, { MessageId, Content: "Another" });
  await ana.log.getByText("Waiting for the answer…").waitFor();
  here.emulator.clock.advance(48 * 3_600_000 + 1);
  await eventually(async () => (await news(ana)).join(), "One");
  release();
});

test("who is taken out is told so and hears no more, and finds everything when let in again", async () => {
  const [ana, ben] = [await here.join("ana"), await here.join("ben")];
  const MemberArn = here.emulator.world.users.ben.arn;
  await ask("ana", DeleteChannelMembershipCommand, { MemberArn });
  await ben.page.getByText("You are no longer in this channel.").waitFor();
  assert.equal(await ben.box.count(), 0);
  await here.emulator.send({ content: "Without Ben" });
  await ana.log.getByText("Without Ben").waitFor();
  assert.deepEqual(await news(ben), []);
  await ask("ana", CreateChannelMembershipCommand, { MemberArn, Type: "DEFAULT" });
  await ben.log.getByText("Without Ben").waitFor();
  await ben.say("Back");
  await ana.log.getByText("Back").waitFor();
});

test("two chats agree with each other, with the listing, and with the emulator's page", async () => {
  here.bridge("reply");
  const [ana, ben, page] = [await here.join("ana"), await here.join("ben"), await here.openPage()];
  await ana.say("Hello");
  await ben.log.getByText(GREETING).waitFor();
  await ben.say("When are you open?");
  await here.emulator.settled();
  for (const { log } of [ana, ben]) await log.getByRole("table").waitFor();
  const articles = (log) => log.getByRole("article").count();
  const { ChannelMessages } = await ask("ana", ListChannelMessagesCommand, {});
  assert.deepEqual(await news(ana), await news(ben));
  for (const { log } of [ana, ben]) assert.equal(await articles(log), ChannelMessages.length);
  // Who types is a passing sign there, and no message.
  const lasting = here.emulator.messages().filter(({ Type }) => Type !== "CONTROL");
  await eventually(() => page.log.locator(".message").count(), lasting.length);
  const shown = (await page.log.textContent()).replaceAll(/\s+/g, " ");
  for (const text of await news(ana)) assert.ok(shown.includes(text.replaceAll(/\s+/g, " ")), text);
});

test("a session that is cut comes back, and ends with what the channel lists, nothing twice", async () => {
  const ana = await here.join("ana");
  for (const text of ["one", "two"]) await here.emulator.send({ content: text, as: "ben" });
  await ana.log.getByText("two").waitFor();
  here.emulator.namedFaults.add({ name: "close-session", code: "1006", times: 1 });
  for (const text of ["lost on the way", "said meanwhile"]) await here.emulator.send({ content: text, as: "ben" });
  await ana.log.getByText("lost on the way").waitFor({ timeout: 30_000 });
  await here.emulator.send({ content: "said afterwards", as: "ben" });
  await ana.log.getByText("said afterwards").waitFor();
  const { ChannelMessages } = await ask("ana", ListChannelMessagesCommand, {});
  assert.deepEqual(await news(ana), ChannelMessages.map(({ Content }) => Content).reverse());
});

test("when the emulator is gone for longer than the session tries, the chat says so, and connects again on request", async () => {
  const ana = await here.join("ana");
  await here.emulator.send({ content: "one", as: "ben" });
  await ana.log.getByText("one").waitFor();
  await here.emulator.close();
  // The SDK tries for ten seconds.
  await ana.page.getByText("Not connected", { exact: true }).waitFor({ timeout: 60_000 });
  await ana.log.getByText("one").waitFor();
  await here.comeBack();
  await ana.page.getByRole("button", { name: "Connect again" }).click();
  await ana.log.getByText("Nobody has said anything yet.").waitFor();
  await here.emulator.send({ content: "two", as: "ben" });
  await ana.log.getByText("two").waitFor();
});

test("an emulator that was reset is shown empty", async () => {
  const ana = await here.join("ana");
  await here.emulator.send({ content: "one", as: "ben" });
  await ana.log.getByText("one").waitFor();
  here.emulator.reset();
  await ana.log.getByText("Nobody has said anything yet.").waitFor({ timeout: 30_000 });
});

// The unmodified messaging session of amazon-chime-sdk-js 3.32 and the unmodified AWS SDK on the built emulator and bridge.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  BatchCreateChannelMembershipCommand,
  CreateChannelMembershipCommand,
  DeleteChannelCommand,
  DeleteChannelMembershipCommand,
  DeleteChannelMessageCommand,
  ListChannelMessagesCommand,
  RedactChannelMessageCommand,
  SendChannelMessageCommand,
  UpdateChannelCommand,
  UpdateChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { createEmulator } from "../../dist/emulator.js";
import { createBridge } from "../../dist/index.js";
import { LISTENS, openClient } from "./client.mjs";

const BOT = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));

let emulator;
let url;
let clients;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [BOT] });
  ({ url } = await emulator.listen(LISTENS));
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await emulator.close();
});

async function join(user, options) {
  const client = openClient(url, user, options);
  clients.push(client);
  await client.session.start();
  await client.until(() => client.starts() > 0);
  return client;
}

function bridge(delivery) {
  const { lexBots, bot } = emulator.world;
  const bots = [{ lexBotAliasArn: lexBots[0].aliasArn, localeId: "en_US", appInstanceBotArn: bot.arn }];
  const { handle } = createBridge({ delivery, bots }, emulator.ports);
  emulator.setProcessor((event) => handle(event));
}

const here = (user) => ({ ChannelArn: emulator.world.channelArn, ChimeBearer: user.arn });
const STANDARD = { Type: "STANDARD", Persistence: "PERSISTENT" };
const says = (client, user, Content, more = STANDARD) =>
  client.send(new SendChannelMessageCommand({ ...here(user), Content, ...more }));
const isAbout = (id) => (payload) => payload.MessageId === id;
const messageTypes = (client) => client.types().filter((type) => type.endsWith("_MESSAGE"));

test("in replace, a question is PENDING for its sender alone, and its reply reaches both under the question's id", async () => {
  bridge("replace");
  const { ana, ben } = emulator.world.users;
  const [hers, his] = [await join(ana), await join(ben)];
  const { MessageId } = await says(hers, ana, "Hello");
  const pending = await hers.hears("PENDING_CREATE_CHANNEL_MESSAGE", isAbout(MessageId));
  assert.deepEqual([pending.Content, pending.Status.Value], ["Hello", "PENDING"]);
  const [mine, theirs] = await Promise.all([hers, his].map((one) => one.hears("CREATE_CHANNEL_MESSAGE")));
  assert.deepEqual(mine, theirs);
  assert.equal(mine.MessageId, MessageId);
  assert.match(mine.Content, /Hello[\s\S]+/);
  assert.deepEqual(messageTypes(hers), ["PENDING_CREATE_CHANNEL_MESSAGE", "CREATE_CHANNEL_MESSAGE"]);
  assert.deepEqual(messageTypes(his), ["CREATE_CHANNEL_MESSAGE"]);
});

test("in reply, the question and then the bot's own message reach both, and nobody hears of the bot's while it is pending", async () => {
  bridge("reply");
  const { users, bot } = emulator.world;
  const [hers, his] = [await join(users.ana), await join(users.ben)];
  await says(hers, users.ana, "Hello");
  const isBots = ({ Sender }) => Sender.Arn === bot.arn;
  const replies = await Promise.all([hers, his].map((one) => one.hears("CREATE_CHANNEL_MESSAGE", isBots)));
  assert.deepEqual(replies[0], replies[1]);
  const senders = (client) =>
    client.told.filter(({ type }) => type.endsWith("_MESSAGE")).map(({ type, payload }) => [type, payload.Sender.Name]);
  const both = [
    ["CREATE_CHANNEL_MESSAGE", "Ana"],
    ["CREATE_CHANNEL_MESSAGE", bot.name],
  ];
  assert.deepEqual(senders(hers), [["PENDING_CREATE_CHANNEL_MESSAGE", "Ana"], ...both]);
  assert.deepEqual(senders(his), both);
});

test("typing reaches the others and is stored nowhere", async () => {
  const { ana, ben } = emulator.world.users;
  const [hers, his] = [await join(ana), await join(ben)];
  const typing = { Type: "CONTROL", Persistence: "NON_PERSISTENT" };
  await says(hers, ana, JSON.stringify({ Typing: "Indicator" }), typing);
  const heard = await his.hears("CREATE_CHANNEL_MESSAGE");
  assert.deepEqual([heard.Type, heard.Persistence], ["CONTROL", "NON_PERSISTENT"]);
  const { ChannelMessages } = await his.send(new ListChannelMessagesCommand(here(ben)));
  assert.deepEqual(ChannelMessages, []);
});

test("an edit, a redaction and a deletion reach both in their order", async () => {
  const { ana, ben } = emulator.world.users;
  const [hers, his] = [await join(ana), await join(ben)];
  const { MessageId } = await says(hers, ana, "Hello");
  await hers.send(new UpdateChannelMessageCommand({ ...here(ana), MessageId, Content: "Good day" }));
  await hers.send(new RedactChannelMessageCommand({ ...here(ana), MessageId }));
  await hers.send(new DeleteChannelMessageCommand({ ...here(ana), MessageId }));
  await Promise.all([hers, his].map((one) => one.hears("DELETE_CHANNEL_MESSAGE")));
  const all = ["CREATE", "UPDATE", "REDACT", "DELETE"].map((what) => `${what}_CHANNEL_MESSAGE`);
  assert.deepEqual(messageTypes(hers), all);
  assert.deepEqual(messageTypes(his), all);
  assert.deepEqual(
    his.told.filter(({ payload }) => payload).map(({ payload }) => payload.Content),
    ["Hello", "Good day", "", ""],
  );
});

test("a targeted message is its two's alone", async () => {
  const { ana, ben, cleo } = emulator.world.users;
  const [hers, his, cleos] = [await join(ana), await join(ben), await join(cleo)];
  await hers.send(new CreateChannelMembershipCommand({ ...here(ana), MemberArn: cleo.arn, Type: "DEFAULT" }));
  await says(hers, ana, "For Ben", { ...STANDARD, Target: [{ MemberArn: ben.arn }] });
  await says(hers, ana, "For all");
  await Promise.all(
    [hers, his, cleos].map((one) => one.hears("CREATE_CHANNEL_MESSAGE", ({ Content }) => Content === "For all")),
  );
  const words = (client) =>
    client.told.filter(({ type }) => type.endsWith("_MESSAGE")).map(({ payload }) => payload.Content);
  assert.deepEqual([hers, his, cleos].map(words), [["For Ben", "For all"], ["For Ben", "For all"], ["For all"]]);
});

test("who is taken out hears of it and of nothing after it, and who is added hears from there on", async () => {
  const { ana, ben, cleo } = emulator.world.users;
  const [hers, his, cleos] = [await join(ana), await join(ben), await join(cleo)];
  await hers.send(new DeleteChannelMembershipCommand({ ...here(ana), MemberArn: ben.arn }));
  const MemberArns = [cleo.arn, emulator.world.bots[1].arn];
  await hers.send(new BatchCreateChannelMembershipCommand({ ...here(ana), MemberArns }));
  await hers.send(new UpdateChannelCommand({ ...here(ana), Name: "Renamed" }));
  await says(hers, ana, "Hello");
  await Promise.all([hers, cleos].map((one) => one.hears("CREATE_CHANNEL_MESSAGE")));
  const since = ["BATCH_CREATE_CHANNEL_MEMBERSHIP", "UPDATE_CHANNEL", "CREATE_CHANNEL_MESSAGE"];
  const types = (client) => client.types().filter((type) => type !== "SESSION_ESTABLISHED");
  assert.deepEqual(types(hers), ["DELETE_CHANNEL_MEMBERSHIP", ...since]);
  assert.deepEqual(types(his), ["DELETE_CHANNEL_MEMBERSHIP"]);
  assert.deepEqual(types(cleos), since);
  await hers.send(new DeleteChannelCommand(here(ana)));
  await Promise.all([hers, cleos].map((one) => one.hears("DELETE_CHANNEL")));
  assert.deepEqual(types(his), ["DELETE_CHANNEL_MEMBERSHIP"]);
});

test("a session connects anew when it is cut, starts again, and hears what comes then", async () => {
  const { ana } = emulator.world.users;
  const hers = await join(ana);
  for (const code of ["1006", "1001", "1011", "4500"]) {
    const before = hers.starts();
    emulator.namedFaults.add({ name: "close-session", code, times: 1 });
    await says(hers, ana, `lost with ${code}`);
    await hers.until(() => hers.starts() > before);
    await says(hers, ana, `heard after ${code}`);
    await hers.hears("CREATE_CHANNEL_MESSAGE", ({ Content }) => Content === `heard after ${code}`);
  }
  assert.ok(hers.told.every(({ payload }) => !payload?.Content.startsWith("lost")));
});

test("a reset of the emulator starts the session again", async () => {
  const hers = await join(emulator.world.users.ana);
  emulator.reset();
  await hers.until(() => hers.starts() === 2);
});

test("an emulator that ends and comes back on its port within ten seconds finds its clients again", async () => {
  const { ana } = emulator.world.users;
  const hers = await join(ana);
  await emulator.close();
  emulator = await createEmulator({ bots: [BOT] });
  await emulator.listen({ ...LISTENS, port: Number(new URL(url).port) });
  await hers.until(() => hers.starts() === 2);
  await says(hers, ana, "Back");
  await hers.hears("CREATE_CHANNEL_MESSAGE");
});

test("two clients agree with each other, with the listing, and with the emulator that the page shows", async () => {
  bridge("reply");
  const { ana, ben } = emulator.world.users;
  const [hers, his] = [await join(ana, { prefetches: true }), await join(ben, { prefetches: true })];
  assert.ok(hers.types().includes("CHANNEL_DETAILS"));
  for (const words of ["Hello", "What is my balance?"]) await says(hers, ana, words);
  await emulator.settled();
  const last = emulator.messages().at(-1).MessageId;
  await Promise.all([hers, his].map((one) => one.hears("CREATE_CHANNEL_MESSAGE", isAbout(last))));
  const created = (client) =>
    client.told.filter(({ type }) => type === "CREATE_CHANNEL_MESSAGE").map(({ payload }) => payload.MessageId);
  const { ChannelMessages } = await hers.send(new ListChannelMessagesCommand(here(ana)));
  const listed = ChannelMessages.map(({ MessageId }) => MessageId).sort();
  assert.deepEqual(created(hers), created(his));
  assert.deepEqual(created(hers).toSorted(), listed);
  assert.deepEqual(
    emulator
      .messages()
      .map(({ MessageId }) => MessageId)
      .sort(),
    listed,
  );
});

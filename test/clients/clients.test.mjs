// Unmodified clients drive the built emulator over the wire: the JavaScript SDK, Debian's boto3 and AWS CLI.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ChimeSDKMessagingClient, SendChannelMessageCommand } from "@aws-sdk/client-chime-sdk-messaging";
import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  PutSessionCommand,
  RecognizeTextCommand,
} from "@aws-sdk/client-lex-runtime-v2";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { createEmulator } from "../../dist/emulator.js";

const BOT = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));
const KEYS = {
  AWS_ACCESS_KEY_ID: "x",
  AWS_SECRET_ACCESS_KEY: "x",
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
};
const credentials = { accessKeyId: "x", secretAccessKey: "x" };

let emulator;
let url;
let connections;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [BOT], processor: () => undefined });
  ({ url, connections } = await emulator.listen());
});
afterEach(() => emulator.close());

function run(program, args, { input = "", env = {} } = {}) {
  return new Promise((resolve) => {
    const options = { env: { PATH: "/usr/bin:/bin", HOME: "/nonexistent", ...KEYS, ...env }, timeout: 120_000 };
    const child = execFile(program, args, options, (error, out, err) => resolve({ code: error?.code ?? 0, out, err }));
    child.stdin.end(input);
  });
}

for (const [how, handler, protocol] of [
  ["h2c, as it comes", {}, "http2"],
  ["HTTP/1.1", { requestHandler: new NodeHttpHandler() }, "http1"],
]) {
  test(`the JavaScript SDK holds a Lex conversation over ${how}`, async () => {
    const lex = new LexRuntimeV2Client({ endpoint: url, region: "us-east-1", credentials, ...handler });
    const session = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "js" };
    const turn = await lex.send(new RecognizeTextCommand({ ...session, text: "hello" }));
    assert.equal(turn.sessionState.intent.name, "Welcome");
    const sessionState = { sessionAttributes: { color: "blue" }, dialogAction: { type: "ElicitIntent" } };
    await lex.send(new PutSessionCommand({ ...session, sessionState }));
    const read = await lex.send(new GetSessionCommand(session));
    assert.deepEqual(read.sessionState.sessionAttributes, { color: "blue" });
    await lex.send(new DeleteSessionCommand(session));
    await assert.rejects(lex.send(new GetSessionCommand(session)), { name: "ResourceNotFoundException" });
    assert.ok(connections()[protocol] > 0);
    assert.equal(connections()[protocol === "http1" ? "http2" : "http1"], 0);
    lex.destroy();
  });
}

test("the JavaScript SDK sends to the channel as it comes", async () => {
  const chime = new ChimeSDKMessagingClient({ endpoint: url, region: "us-east-1", credentials });
  const { channelArn: ChannelArn, bot } = emulator.world;
  const message = { Content: "Hello", Type: "STANDARD", Persistence: "PERSISTENT", ClientRequestToken: "js-1" };
  await chime.send(new SendChannelMessageCommand({ ChannelArn, ChimeBearer: bot.arn, ...message }));
  assert.equal(emulator.messages()[0].Sender.Arn, bot.arn);
  chime.destroy();
});

test("boto3 drives every operation that it knows", async () => {
  const { channelArn, appInstanceArn, users } = emulator.world;
  const [ana, ben, cleo] = [users.ana.arn, users.ben.arn, users.cleo.arn];
  const world = { url, channelArn, appInstanceArn, ana, ben, cleo };
  const drive = fileURLToPath(new URL("drive.py", import.meta.url));
  const { code, out, err } = await run("/usr/bin/python3", [drive], { input: JSON.stringify(world) });
  assert.equal(code, 0, err);
  assert.deepEqual(JSON.parse(out), {
    members: [ana, ben, cleo],
    described: "From boto3",
    flow: "ABORT",
    statuses: ["PENDING", "SENT"],
    secondCallback: [403, "ForbiddenException"],
    read: ["Replaced by boto3", "SENT", '{"a":1}'],
    edit: ["Edited by boto3", "Replaced by boto3"],
    hidden: [404, "NotFoundException"],
    deleted: [404, "NotFoundException"],
    redacted: [true, ""],
    pages: ["page 0", "page 1", "page 2"],
    tooLong: [400, "BadRequestException"],
    turn: ["PlainText", "Welcome"],
    put: "boto3",
    session: { color: "blue" },
    ended: [404, "ResourceNotFoundException"],
    longText: [400, "ValidationException"],
  });
  const edited = emulator.messages().find(({ Content }) => Content === "Edited by boto3");
  assert.equal(emulator.deliveries().filter(({ messageId }) => messageId === edited.MessageId).length, 2);
  assert.equal(connections().http2, 0);
});

test("the AWS CLI drives the channel and the bot, by the endpoint given", async () => {
  const { channelArn, users, bots, appInstanceArn } = emulator.world;
  const [ana, ben] = [users.ana.arn, users.ben.arn];
  const aws = async (service, operation, ...args) => {
    const words = [service, operation, "--endpoint-url", url, "--output", "json", ...args];
    const { code, out, err } = await run("/usr/bin/aws", words);
    return code === 0 ? (out === "" ? {} : JSON.parse(out)) : { refused: err.trim() };
  };
  const chime = (operation, bearer, ...args) =>
    aws("chime-sdk-messaging", operation, "--channel-arn", channelArn, "--chime-bearer", bearer, ...args);
  const words = ["--type", "STANDARD", "--persistence", "PERSISTENT", "--client-request-token", "cli-1"];
  const sent = await chime("send-channel-message", ana, "--content", "Hello from the CLI", ...words);
  const id = ["--message-id", sent.MessageId];
  assert.equal((await chime("get-channel-message-status", ana, ...id)).Status.Value, "PENDING");

  const { callbackId } = emulator.deliveries()[0];
  const message = JSON.stringify({ MessageId: sent.MessageId, Content: "Replaced by the CLI" });
  const callBack = () =>
    aws(
      ...["chime-sdk-messaging", "channel-flow-callback", "--channel-arn", channelArn],
      ...["--callback-id", callbackId, "--channel-message", message],
    );
  assert.equal((await callBack()).CallbackId, callbackId);
  assert.match((await callBack()).refused, /ForbiddenException/);
  assert.equal((await chime("get-channel-message", ben, ...id)).ChannelMessage.Content, "Replaced by the CLI");
  const listed = await chime("list-channel-messages", ben, "--sort-order", "ASCENDING");
  assert.deepEqual(
    listed.ChannelMessages.map(({ Content }) => Content),
    ["Replaced by the CLI"],
  );

  assert.equal((await chime("update-channel-message", ana, ...id, "--content", "Edited")).Status.Value, "PENDING");
  assert.equal(emulator.deliveries().length, 2);
  assert.match((await chime("redact-channel-message", ben, ...id)).refused, /ConflictException/);
  const control = ["--type", "CONTROL", "--persistence", "PERSISTENT", "--client-request-token", "cli-2"];
  const note = await chime("send-channel-message", ana, "--content", "a note", ...control);
  const noteId = ["--message-id", note.MessageId];
  await chime("redact-channel-message", ana, ...noteId);
  assert.equal((await chime("get-channel-message", ben, ...noteId)).ChannelMessage.Redacted, true);
  await chime("delete-channel-message", ana, ...noteId);
  assert.match((await chime("get-channel-message", ben, ...noteId)).refused, /NotFoundException/);

  const created = await aws(
    ...["chime-sdk-messaging", "create-channel", "--app-instance-arn", appInstanceArn, "--name", "From the CLI"],
    ...["--client-request-token", "cli-3", "--chime-bearer", ana],
  );
  const there = ["--channel-arn", created.ChannelArn, "--chime-bearer", ana];
  await aws(
    "chime-sdk-messaging",
    "create-channel-membership",
    ...there,
    "--member-arn",
    bots[1].arn,
    "--type",
    "DEFAULT",
  );
  const members = await aws("chime-sdk-messaging", "list-channel-memberships", ...there);
  assert.deepEqual(
    members.ChannelMemberships.map(({ Member }) => Member.Arn),
    [ana, bots[1].arn],
  );
  assert.equal((await aws("chime-sdk-messaging", "describe-channel", ...there)).Channel.Name, "From the CLI");
  const processors = JSON.stringify([
    {
      ...{ Name: "p", ExecutionOrder: 1, FallbackAction: "ABORT" },
      Configuration: {
        Lambda: { ResourceArn: "arn:aws:lambda:us-east-1:111122223333:function:p", InvocationType: "ASYNC" },
      },
    },
  ]);
  const flow = await aws(
    ...["chime-sdk-messaging", "create-channel-flow", "--app-instance-arn", appInstanceArn, "--name", "f"],
    ...["--client-request-token", "cli-4", "--processors", processors],
  );
  const arn = ["--channel-flow-arn", flow.ChannelFlowArn];
  assert.equal((await aws("chime-sdk-messaging", "describe-channel-flow", ...arn)).ChannelFlow.Name, "f");
  await aws("chime-sdk-messaging", "associate-channel-flow", ...there, ...arn);
  const associated = await aws("chime-sdk-messaging", "describe-channel", ...there);
  assert.equal(associated.Channel.ChannelFlowArn, flow.ChannelFlowArn);
  await aws("chime-sdk-messaging", "disassociate-channel-flow", ...there, ...arn);
  const freed = await aws("chime-sdk-messaging", "describe-channel", ...there);
  assert.equal(freed.Channel.ChannelFlowArn, undefined);

  const session = [
    "--bot-id",
    "BANKBOT001",
    "--bot-alias-id",
    "TSTALIASID",
    "--locale-id",
    "en_US",
    "--session-id",
    "cli",
  ];
  const turn = await aws("lexv2-runtime", "recognize-text", ...session, "--text", "hello");
  assert.equal(turn.sessionState.intent.name, "Welcome");
  const state = JSON.stringify({ sessionAttributes: { color: "blue" }, dialogAction: { type: "ElicitIntent" } });
  await aws("lexv2-runtime", "put-session", ...session, "--session-state", state, "/dev/null");
  const read = await aws("lexv2-runtime", "get-session", ...session);
  assert.deepEqual(read.sessionState.sessionAttributes, { color: "blue" });
  await aws("lexv2-runtime", "delete-session", ...session);
  assert.match((await aws("lexv2-runtime", "get-session", ...session)).refused, /ResourceNotFoundException/);
});

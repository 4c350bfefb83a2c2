import {
  ChannelFlowCallbackCommand,
  ChimeSDKMessagingClient,
  DescribeChannelCommand,
  GetChannelMessageCommand,
  GetChannelMessageStatusCommand,
  ListChannelMembershipsCommand,
  ListChannelMessagesCommand,
  PutChannelExpirationSettingsCommand,
  SendChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator, type SettledRefusal } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let chime: ChimeSDKMessagingClient;
const credentials = { accessKeyId: "none", secretAccessKey: "none" };

async function start(settledRefusal: SettledRefusal = "forbidden"): Promise<void> {
  emulator = await createEmulator({ bots: [], processor: () => undefined, settledRefusal });
  const { url } = await emulator.listen();
  chime = new ChimeSDKMessagingClient({ region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 });
}
beforeEach(() => start());
afterEach(async () => {
  chime.destroy();
  await emulator.close();
});

const ids = () => ({ ChannelArn: emulator.world.channelArn, ChimeBearer: emulator.world.users.ana.arn });
const message = {
  Content: "Hello",
  Type: "STANDARD",
  Persistence: "PERSISTENT",
  ClientRequestToken: "token-1",
} as const;
const callbackId = () => emulator.deliveries()[0]?.callbackId;

test("SendChannelMessage answers 201 with id and status, and its token makes a resend safe", async () => {
  const command = new SendChannelMessageCommand({ ...ids(), ...message });
  const first = await chime.send(command);
  const second = await chime.send(command);
  expect(first).toMatchObject({
    ChannelArn: ids().ChannelArn,
    Status: { Value: "PENDING" },
    $metadata: { httpStatusCode: 201 },
  });
  expect(second.MessageId).toBe(first.MessageId);
  expect(emulator.messages()).toHaveLength(1);
});

test("ChannelFlowCallback replaces the message and answers with its ids", async () => {
  const { MessageId } = await chime.send(new SendChannelMessageCommand({ ...ids(), ...message }));
  const CallbackId = callbackId();
  const answer = await chime.send(
    new ChannelFlowCallbackCommand({
      CallbackId,
      ChannelArn: ids().ChannelArn,
      ChannelMessage: {
        MessageId,
        Content: "Grüße 😀",
        ContentType: "application/amz-chime-lex-msgs",
        MessageAttributes: { a: { StringValues: ["1"] } },
      },
    }),
  );
  expect(answer).toMatchObject({ CallbackId, ChannelArn: ids().ChannelArn, $metadata: { httpStatusCode: 200 } });
  const read = await chime.send(new GetChannelMessageCommand({ ...ids(), MessageId }));
  expect(read.ChannelMessage).toMatchObject({
    MessageId,
    Content: "Grüße 😀",
    ContentType: "application/amz-chime-lex-msgs",
    MessageAttributes: { a: { StringValues: ["1"] } },
    Status: { Value: "SENT" },
    CreatedTimestamp: new Date(emulator.messages()[0]?.CreatedTimestamp ?? 0),
  });
});

test.each([
  ["forbidden", "ForbiddenException", 403, "Forbidden"],
  ["bad-request", "BadRequestException", 400, "BadRequest"],
  ["conflict", "ConflictException", 409, "Conflict"],
] as const)("a second callback in the shape %s is a %s to the SDK", async (shape, name, httpStatusCode, Code) => {
  await emulator.close();
  await start(shape);
  const { MessageId } = await chime.send(new SendChannelMessageCommand({ ...ids(), ...message }));
  const command = new ChannelFlowCallbackCommand({
    CallbackId: callbackId(),
    ChannelArn: ids().ChannelArn,
    ChannelMessage: { MessageId },
  });
  await chime.send(command);
  await expect(chime.send(command)).rejects.toMatchObject({ name, Code, $metadata: { httpStatusCode } });
});

test("ListChannelMessages pages through what the bearer may see, in both orders", async () => {
  for (let i = 0; i < 5; i++) await emulator.send({ content: `m${i}`, type: "CONTROL" });
  await emulator.send({ content: "pending", as: "ben" });
  for (const SortOrder of ["ASCENDING", "DESCENDING"] as const) {
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await chime.send(new ListChannelMessagesCommand({ ...ids(), SortOrder, MaxResults: 2, NextToken }));
      expect(page.ChannelMessages?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.ChannelMessages ?? []).map(({ Content }) => Content));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    const ascending = ["m0", "m1", "m2", "m3", "m4"];
    expect(seen).toEqual(SortOrder === "ASCENDING" ? ascending : ascending.reverse());
  }
});

test("ListChannelMessages keeps to the times it is given", async () => {
  await emulator.send({ content: "now", type: "CONTROL" });
  const past = new Date(Date.now() - 60_000);
  const none = await chime.send(new ListChannelMessagesCommand({ ...ids(), NotAfter: past }));
  const one = await chime.send(new ListChannelMessagesCommand({ ...ids(), NotBefore: past }));
  expect([none.ChannelMessages?.length, one.ChannelMessages?.length]).toEqual([0, 1]);
});

test("the channel, its members and a message's status can be read", async () => {
  const { MessageId } = await emulator.send({ content: "Hello" });
  const channel = await chime.send(new DescribeChannelCommand(ids()));
  const members = await chime.send(new ListChannelMembershipsCommand(ids()));
  const status = await chime.send(new GetChannelMessageStatusCommand({ ...ids(), MessageId }));
  expect(channel.Channel?.ChannelArn).toBe(ids().ChannelArn);
  expect(members.ChannelMemberships?.map(({ Member }) => Member?.Name)).toEqual(["Ana", "Ben", "Bot"]);
  expect(status.Status?.Value).toBe("PENDING");
});

test("what the bearer may not see is not found", async () => {
  const { MessageId } = await emulator.send({ content: "Hello", as: "ben" });
  const command = new GetChannelMessageCommand({ ...ids(), MessageId });
  await expect(chime.send(command)).rejects.toMatchObject({ name: "NotFoundException", Code: "NotFound" });
});

test.each<[string, object, string, number]>([
  ["a bearer outside of the channel", { ChimeBearer: "arn:aws:chime:us-east-1:1:x/eve" }, "ForbiddenException", 403],
  ["another channel", { ChannelArn: "arn:aws:chime:us-east-1:1:x/channel/y" }, "ForbiddenException", 403],
  ["content that is too long", { Content: "x".repeat(4097) }, "BadRequestException", 400],
  ["an unknown type", { Type: "SYSTEM" }, "BadRequestException", 400],
])("sending with %s is refused as the SDK would see it from the service", async (_, change, name, httpStatusCode) => {
  const command = new SendChannelMessageCommand({ ...ids(), ...message, ...change });
  await expect(chime.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

test.each(["0", "51", "many"])("a page of %s messages is refused", async (max) => {
  const { url } = await emulator.listen();
  const headers = { "x-amz-chime-bearer": ids().ChimeBearer };
  const response = await fetch(`${url}/channels/${encodeURIComponent(ids().ChannelArn)}/messages?max-results=${max}`, {
    headers,
  });
  expect([response.status, await response.json()]).toMatchObject([400, { Code: "BadRequest" }]);
});

test("an operation that isn't emulated is a 404 that names it", async () => {
  const command = new PutChannelExpirationSettingsCommand(ids());
  await expect(chime.send(command)).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
    message: expect.stringContaining("The emulator has no PutChannelExpirationSettings."),
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator, type SendInput } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ bots: [], processor: () => undefined });
});
afterEach(() => emulator.close());

test("a STANDARD message stays PENDING and starts a delivery, whoever sent it, bots included", async () => {
  for (const as of ["ana", "ben", emulator.world.bot.arn]) {
    const message = await emulator.send({ content: "Hello", as });
    expect(message).toMatchObject({ Status: { Value: "PENDING" }, Type: "STANDARD", Persistence: "PERSISTENT" });
  }
  expect(emulator.deliveries().map(({ messageId }) => messageId)).toEqual(emulator.messages().map((m) => m.MessageId));
});

test("a CONTROL message bypasses the flow and is sent at once", async () => {
  const message = await emulator.send({ content: "typing", type: "CONTROL" });
  expect(message.Status.Value).toBe("SENT");
  expect(emulator.deliveries()).toEqual([]);
});

test("without a processor the channel has no flow, and a message is sent at once", async () => {
  const bare = await createEmulator({ bots: [] });
  expect((await bare.send({ content: "Hello" })).Status.Value).toBe("SENT");
  await bare.settled(0);
});

test("a processor set later takes part from then on", async () => {
  const bare = await createEmulator({ bots: [] });
  let invoked = 0;
  bare.setProcessor(() => {
    invoked += 1;
  });
  const message = await bare.send({ content: "Hello" });
  expect(message.Status.Value).toBe("PENDING");
  await expect(bare.settled(20)).rejects.toThrow(message.MessageId);
  expect(invoked).toBe(1);
});

test("the same token of the same bearer sends once and answers with the same message", async () => {
  const input = { content: "Hello", clientRequestToken: "token-1" };
  const first = await emulator.send(input);
  expect((await emulator.send({ ...input, content: "Another" })).MessageId).toBe(first.MessageId);
  expect(emulator.messages()).toHaveLength(1);
  expect(emulator.deliveries()).toHaveLength(1);
});

test("the same token of another bearer is another message", async () => {
  await emulator.send({ content: "Hello", clientRequestToken: "token-1" });
  await emulator.send({ content: "Hello", clientRequestToken: "token-1", as: "ben" });
  expect(emulator.messages()).toHaveLength(2);
});

test("everything that was given is stored", async () => {
  const given = {
    metadata: '{"a":1}',
    attributes: { "CHIME.mentions": { StringValues: ["x"] } },
    contentType: "text/plain",
    subChannelId: "sub-1",
    target: "ben",
    persistence: "NON_PERSISTENT",
    pushNotification: { Title: "T", Body: "B" },
  } as const;
  expect(await emulator.send({ content: "Hello", ...given })).toMatchObject({
    Content: "Hello",
    Metadata: given.metadata,
    MessageAttributes: given.attributes,
    ContentType: given.contentType,
    SubChannelId: given.subChannelId,
    Target: [{ MemberArn: emulator.world.users.ben.arn }],
    Persistence: given.persistence,
    PushNotification: given.pushNotification,
  });
});

const attribute = (name: string, value: string) => ({ [name]: { StringValues: [value] } });
const refused: [string, SendInput, RegExp][] = [
  ["empty content", { content: "" }, /400 BadRequestException: Content/],
  ["content over 4096 bytes in 4096 characters", { content: "é".repeat(2049) }, /Content: exceeds the size limit/],
  ["metadata over 1024 bytes", { content: "a", metadata: "x".repeat(1025) }, /400 BadRequestException: Metadata/],
  ["metadata of two lines", { content: "a", metadata: "a\nb" }, /Metadata: must be one line/],
  [
    "an empty attribute value",
    { content: "a", attributes: attribute("n", "") },
    /MessageAttributes\.n\.StringValues\.0/,
  ],
  ["an attribute value over 512", { content: "a", attributes: attribute("n", "x".repeat(513)) }, /1 to 512/],
  ["an attribute name over 64", { content: "a", attributes: attribute("n".repeat(65), "x") }, /1 to 64/],
  [
    "attributes over 1024 bytes in all",
    { content: "a", attributes: { a: { StringValues: ["x".repeat(512), "y".repeat(512)] } } },
    /1024 bytes in all/,
  ],
  ["a content type over 45", { content: "a", contentType: "x".repeat(46) }, /ContentType/],
  ["a token of one character", { content: "a", clientRequestToken: "t" }, /ClientRequestToken/],
  ["a token with a space", { content: "a", clientRequestToken: "a b" }, /ClientRequestToken/],
  ["an illegal sub-channel", { content: "a", subChannelId: "a/b" }, /SubChannelId/],
  ["a push title over 50", { content: "a", pushNotification: { Title: "x".repeat(51) } }, /PushNotification\.Title/],
  ["a push body over 150", { content: "a", pushNotification: { Body: "x".repeat(151) } }, /PushNotification\.Body/],
  ["a target that is no ARN", { content: "a", target: "nobody" }, /Target\.0\.MemberArn/],
  ["a target outside", { content: "a", target: "arn:aws:chime:us-east-1:1:app-instance/x/user/eve" }, /not a member/],
  ["a bearer outside", { content: "a", as: "arn:aws:chime:us-east-1:1:app-instance/x/user/eve" }, /403 Forbidden/],
  ["no bearer", { content: "a", as: "" }, /403 ForbiddenException/],
];
test.each(refused)("%s is refused, and nothing is stored", async (_, input, text) => {
  await expect(emulator.send(input)).rejects.toMatchObject({
    code: "SEND_REFUSED",
    message: expect.stringMatching(text),
  });
  expect(emulator.messages()).toEqual([]);
});

test("a refusal never quotes what was sent", async () => {
  const secret = "s3cret".repeat(800);
  await expect(emulator.send({ content: secret })).rejects.toMatchObject({
    message: expect.not.stringContaining("s3cret"),
  });
});

test("4096 bytes of content, 1024 of metadata and a one-KB set of attributes still pass", async () => {
  const attributes = { a: { StringValues: ["x".repeat(400), "y".repeat(400)] } };
  const message = await emulator.send({ content: "é".repeat(2048), metadata: "m".repeat(1024), attributes });
  expect(message.Content).toHaveLength(2048);
});

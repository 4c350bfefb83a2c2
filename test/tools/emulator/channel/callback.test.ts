import { expect, test } from "vitest";
import type { Callback } from "../../../../mappers/shapes/callback.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

const { signal } = new AbortController();

/** An emulator with one message in flight, and a callback for it. */
async function inFlight(options: Partial<Parameters<typeof createEmulator>[0]> = {}) {
  const emulator = await createEmulator({ bots: [], processor: () => undefined, ...options });
  const original = {
    content: "Hello",
    metadata: '{"a":1}',
    contentType: "text/plain",
    attributes: { "CHIME.mentions": { StringValues: ["x"] } },
  };
  const message = await emulator.send(original);
  const callback = {
    CallbackId: emulator.deliveries()[0]?.callbackId ?? "",
    ChannelArn: emulator.world.channelArn,
    ChannelMessage: { MessageId: message.MessageId },
  } satisfies Callback;
  return {
    emulator,
    message,
    callback,
    post: (given: Callback) => emulator.ports.channelFlowCallback(given, { signal }),
  };
}

const now = (emulator: Emulator) => emulator.messages()[0];

test("a callback with nothing but the ids releases the message unchanged", async () => {
  const { emulator, message, callback, post } = await inFlight();
  await post(callback);
  const { LastUpdatedTimestamp: _, ...unchanged } = message;
  expect(now(emulator)).toMatchObject({ ...unchanged, Status: { Value: "SENT" } });
});

test("what a callback gives replaces what was there, and what it omits is kept", async () => {
  const { emulator, callback, post } = await inFlight();
  const given = {
    Content: "Goodbye",
    MessageAttributes: { b: { StringValues: ["2"] } },
    PushNotification: { Body: "B" },
  };
  await post({ ...callback, ChannelMessage: { ...callback.ChannelMessage, ...given } });
  expect(now(emulator)).toMatchObject({ ...given, Metadata: '{"a":1}', ContentType: "text/plain" });
  expect(now(emulator)?.MessageAttributes).toEqual(given.MessageAttributes);
});

test("DeleteResource denies the message and leaves it as it was", async () => {
  const { emulator, callback, post } = await inFlight();
  await post({ ...callback, DeleteResource: true, ChannelMessage: { ...callback.ChannelMessage, Content: "Other" } });
  expect(now(emulator)).toMatchObject({ Status: { Value: "DENIED" }, Content: "Hello" });
});

test.each([
  ["forbidden", 403, "ForbiddenException", "CALLBACK_FORBIDDEN"],
  ["bad-request", 400, "BadRequestException", "CALLBACK_NOT_PENDING"],
  ["conflict", 409, "ConflictException", "CALLBACK_CONFLICT"],
] as const)(
  "a second callback is refused in the shape %s and changes nothing",
  async (settledRefusal, status, name, code) => {
    const { emulator, callback, post } = await inFlight({ settledRefusal });
    await post(callback);
    const second = { ...callback, ChannelMessage: { ...callback.ChannelMessage, Content: "Twice" } };
    await expect(post(second)).rejects.toMatchObject({ code });
    expect(now(emulator)?.Content).toBe("Hello");
    const [first, refused] = emulator.deliveries()[0]?.callbacks ?? [];
    expect(first).not.toHaveProperty("refused");
    expect(refused).toMatchObject({ callback: second, refused: { status, name } });
  },
);

test("the 400 for a settled message says so in words", async () => {
  const { emulator, callback, post } = await inFlight({ settledRefusal: "bad-request" });
  await post(callback);
  await post(callback).catch(() => undefined);
  expect(emulator.deliveries()[0]?.callbacks[1]?.refused?.message).toContain(
    `non-pending message for callback id ${callback.CallbackId}`,
  );
});

test("of two callbacks at once exactly one is accepted", async () => {
  const { emulator, callback, post } = await inFlight();
  const results = await Promise.allSettled([post(callback), post(callback)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(emulator.deliveries()[0]?.callbacks).toHaveLength(2);
});

test.each<[string, (callback: Callback) => Callback, string]>([
  ["an unknown CallbackId", (c) => ({ ...c, CallbackId: "0".repeat(36) }), "CALLBACK_FORBIDDEN"],
  ["another channel", (c) => ({ ...c, ChannelArn: `${c.ChannelArn}0` }), "CALLBACK_FORBIDDEN"],
  ["another MessageId", (c) => ({ ...c, ChannelMessage: { MessageId: "other" } }), "CALLBACK_FORBIDDEN"],
  ["a CallbackId of 31 characters", (c) => ({ ...c, CallbackId: "0".repeat(31) }), "CALLBACK_REJECTED"],
  ["a CallbackId of 65 characters", (c) => ({ ...c, CallbackId: "0".repeat(65) }), "CALLBACK_REJECTED"],
  ["empty content", (c) => with_(c, { Content: "" }), "CALLBACK_REJECTED"],
  ["content over 4096 bytes", (c) => with_(c, { Content: "é".repeat(2049) }), "CALLBACK_REJECTED"],
  ["metadata of two lines", (c) => with_(c, { Metadata: "a\nb" }), "CALLBACK_REJECTED"],
  ["metadata over 1024 bytes", (c) => with_(c, { Metadata: "x".repeat(1025) }), "CALLBACK_REJECTED"],
  [
    "an empty attribute value",
    (c) => with_(c, { MessageAttributes: { a: { StringValues: [""] } } }),
    "CALLBACK_REJECTED",
  ],
  ["a content type over 45", (c) => with_(c, { ContentType: "x".repeat(46) }), "CALLBACK_REJECTED"],
  ["an illegal sub-channel", (c) => with_(c, { SubChannelId: "a/b" }), "CALLBACK_REJECTED"],
  ["an unknown push type", (c) => with_(c, { PushNotification: { Type: "LOUD" } }), "CALLBACK_REJECTED"],
])("a callback with %s is refused, and the message stays PENDING", async (_, change, code) => {
  const { emulator, callback, post } = await inFlight();
  await expect(post(change(callback))).rejects.toMatchObject({ code });
  expect(now(emulator)?.Status.Value).toBe("PENDING");
  await post(callback);
  expect(now(emulator)?.Status.Value).toBe("SENT");
});

function with_(callback: Callback, members: Partial<Callback["ChannelMessage"]>): Callback {
  return { ...callback, ChannelMessage: { ...callback.ChannelMessage, ...members } };
}

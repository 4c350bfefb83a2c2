import { expect, test } from "vitest";
import { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import { createEmulator, type SendInput } from "../../../../tools/emulator/index.ts";

async function eventOf(input: SendInput) {
  const emulator = await createEmulator({ bots: [], processor: () => undefined, now: () => 1_795_512_600_000 });
  const message = await emulator.send(input);
  const event = emulator.deliveries()[0]?.event;
  return { emulator, message, event };
}

test("the event holds exactly the members that were measured", async () => {
  const { emulator, message, event } = await eventOf({
    content: "Hello",
    contentType: "text/plain",
    subChannelId: "sub-1",
    target: "ben",
    attributes: { "CHIME.mentions": { StringValues: ["x"] } },
  });
  expect(event).toEqual({
    EventType: "CHANNEL_MESSAGE_EVENT",
    CallbackId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ChannelMessage: {
      MessageId: message.MessageId,
      ChannelArn: emulator.world.channelArn,
      Content: "Hello",
      Sender: { Arn: emulator.world.users.ana.arn, Name: "Ana" },
      Persistence: "PERSISTENT",
      Type: "STANDARD",
      CreatedTimestamp: "2026-11-24T09:30:00.000Z",
      PushNotification: { Title: "Ana", Body: "Hello", Type: "DEFAULT" },
    },
  });
  expect(ProcessorEvent.parse(event)).toEqual(event);
});

test.each([
  ['{"a":1}', ['{"a":1}']],
  ["", []],
])("metadata %j shows in the event as %j", async (metadata, shown) => {
  const { event } = await eventOf({ content: "Hello", metadata });
  expect(
    Object.entries(event?.ChannelMessage ?? {}).flatMap(([key, value]) => (key === "Metadata" ? [value] : [])),
  ).toEqual(shown);
});

test("the push notification's body is the content's first 150, never half a character", async () => {
  const { event } = await eventOf({ content: `${"a".repeat(149)}😀 and more` });
  expect(event?.ChannelMessage.PushNotification?.Body).toBe("a".repeat(149));
});

test("a push notification that the sender gave is what the event holds", async () => {
  const { event } = await eventOf({ content: "Hello", pushNotification: { Title: "T", Body: "B", Type: "VOIP" } });
  expect(event?.ChannelMessage.PushNotification).toEqual({ Title: "T", Body: "B", Type: "VOIP" });
});

test("what a processor does to its event changes neither the record nor the next invocation's", async () => {
  const seen: unknown[] = [];
  const emulator = await createEmulator({
    bots: [],
    processor: (event) => {
      seen.push(event.ChannelMessage.Content);
      event.ChannelMessage.Content = "changed";
    },
  });
  const { MessageId } = await emulator.send({ content: "Hello" });
  emulator.redeliver(MessageId);
  await expect(emulator.settled(30)).rejects.toThrow("1 PENDING");
  expect(seen).toEqual(["Hello", "Hello"]);
  expect(emulator.deliveries()[0]?.event.ChannelMessage.Content).toBe("Hello");
});

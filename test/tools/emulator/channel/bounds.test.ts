import { expect, test } from "vitest";
import { createDeliveryLog } from "../../../../tools/emulator/channel/state/delivery-log.ts";
import { createMessageStore, type StoredEntry } from "../../../../tools/emulator/channel/state/message-store.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";

const SILENT = { changed: () => {}, removed: () => {} };
const entry = (i: number): StoredEntry => ({
  token: `t${i}`,
  delivery: {
    callbackId: `c${i}`,
    at: 0,
    event: { CallbackId: `c${i}`, ChannelMessage: { MessageId: "", ChannelArn: "", Sender: { Arn: "" } } },
  },
  message: {
    ChannelArn: "arn",
    MessageId: `m${i}`,
    Content: `${i}`,
    Sender: { Arn: "ana", Name: "Ana" },
    Type: "STANDARD",
    Persistence: "PERSISTENT",
    Status: { Value: "PENDING" },
    CreatedTimestamp: "",
    LastUpdatedTimestamp: "",
  },
});

test("only the newest are kept, and nothing points at the others any more", () => {
  const store = createMessageStore({ messages: 3, bytes: 1e6 }, SILENT);
  for (let i = 1; i <= 10; i++) store.add(entry(i));
  expect(store.messages().map(({ MessageId }) => MessageId)).toEqual(["m8", "m9", "m10"]);
  expect(store.pending().map(({ message }) => message.MessageId)).toEqual(["m8", "m9", "m10"]);
  expect([store.byMessageId("m7"), store.byToken("t7"), store.byCallbackId("c7")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(store.byCallbackId("c8")?.message.MessageId).toBe("m8");
});

test.each(["ASCENDING", "DESCENDING"] as const)(
  "pages in %s order show each message once, also past forgotten ones",
  (order) => {
    const store = createMessageStore({ messages: 7, bytes: 1e6 }, SILENT);
    for (let i = 1; i <= 10; i++) store.add(entry(i));
    const seen: string[] = [];
    let cursor: number | undefined;
    do {
      const read = ({ message }: StoredEntry) => (message.Content === "6" ? undefined : message);
      const page = store.page({ order, size: 2, cursor, read });
      seen.push(...page.messages.map(({ Content }) => Content));
      cursor = page.next;
    } while (cursor !== undefined);
    const all = ["4", "5", "7", "8", "9", "10"];
    expect(seen).toEqual(order === "ASCENDING" ? all : all.reverse());
  },
);

test("after ten thousand messages the newest 5,000 and 500 deliveries are kept, each of them settled", async () => {
  const emulator = await createEmulator({
    bots: [],
    processor: async ({ CallbackId, ChannelMessage: { ChannelArn, MessageId } }) => {
      const { signal } = new AbortController();
      await emulator.ports.channelFlowCallback({ CallbackId, ChannelArn, ChannelMessage: { MessageId } }, { signal });
    },
  });
  for (let i = 0; i < 10_000; i++) await emulator.send({ content: `m${i}` });
  await emulator.settled();
  const messages = emulator.messages();
  expect([messages.length, emulator.deliveries().length]).toEqual([5_000, 500]);
  expect(messages.every(({ Status }) => Status.Value === "SENT")).toBe(true);
  expect(messages.at(-1)?.Content).toBe("m9999");
});

test("heavy messages and deliveries are forgotten earlier, and the newest never", async () => {
  const store = createMessageStore({ messages: 100, bytes: 20_000 }, SILENT);
  const heavy = (i: number, length: number): StoredEntry => {
    const one = entry(i);
    return { ...one, message: { ...one.message, Content: "x".repeat(length) } };
  };
  for (let i = 1; i <= 5; i++) store.add(heavy(i, 3_000));
  expect(store.messages().map(({ MessageId }) => MessageId)).toEqual(["m4", "m5"]);
  store.replace(heavy(4, 9_000));
  expect(store.messages().map(({ MessageId }) => MessageId)).toEqual(["m5"]);
  store.add(heavy(6, 50_000));
  expect(store.messages().map(({ MessageId }) => MessageId)).toEqual(["m6"]);

  const log = createDeliveryLog({ deliveries: 100, bytes: 100_000 }, () => {});
  const open = (i: number) => {
    const { CallbackId, ChannelMessage } = entry(i).delivery?.event ?? ({} as never);
    log.open({ CallbackId, ChannelMessage: { ...ChannelMessage, MessageId: `m${i}` } }, 0);
    log.invocation(`c${i}`, { at: 0, ms: 0, result: "x".repeat(30_000) });
  };
  for (let i = 1; i <= 3; i++) open(i);
  expect(log.deliveries().map(({ callbackId }) => callbackId)).toEqual(["c3"]);
  log.invocation("c3", { at: 0, ms: 0, result: "x".repeat(1_000_000) });
  expect(log.deliveries()[0]?.invocations.at(-1)).toEqual({ at: 0, ms: 0 });
});

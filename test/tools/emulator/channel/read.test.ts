import { beforeEach, expect, test } from "vitest";
import type { StoredMessage } from "../../../../src/ports/ports.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
const { signal } = new AbortController();
beforeEach(async () => {
  emulator = await createEmulator({ bots: [], processor: () => undefined });
});

const arnOf = (who: "ana" | "ben" | "bot") => (who === "bot" ? emulator.world.bot.arn : emulator.world.users[who].arn);

async function seenBy(who: "ana" | "ben" | "bot"): Promise<StoredMessage[]> {
  const { channelArn: ChannelArn } = emulator.world;
  return (await emulator.ports.listChannelMessages({ ChannelArn, ChimeBearer: arnOf(who) }, { signal })).messages;
}

async function callBack(messageId: string, callback: { DeleteResource?: boolean } = {}): Promise<void> {
  const delivery = emulator.deliveries().find((one) => one.messageId === messageId);
  const ChannelArn = emulator.world.channelArn;
  const CallbackId = delivery?.callbackId ?? "";
  await emulator.ports.channelFlowCallback(
    { CallbackId, ChannelArn, ...callback, ChannelMessage: { MessageId: messageId } },
    { signal },
  );
}

const cases = [
  { name: "a pending message: its sender alone", settle: undefined, seen: { ana: 1, ben: 0, bot: 0 } },
  { name: "a sent message: every member", settle: {}, seen: { ana: 1, ben: 1, bot: 1 } },
  {
    name: "a denied message: nobody, since none is stored",
    settle: { DeleteResource: true },
    seen: { ana: 0, ben: 0, bot: 0 },
  },
  { name: "a targeted message that was sent: its two", settle: {}, target: "ben", seen: { ana: 1, ben: 1, bot: 0 } },
  { name: "a targeted message that is pending: its sender", target: "ben", seen: { ana: 1, ben: 0, bot: 0 } },
];
test.each(cases)("who may see $name", async ({ settle, target, seen }) => {
  const { MessageId } = await emulator.send({ content: "Hello", ...(target === undefined ? {} : { target }) });
  await (settle && callBack(MessageId, settle));
  const counts = {
    ana: (await seenBy("ana")).length,
    ben: (await seenBy("ben")).length,
    bot: (await seenBy("bot")).length,
  };
  expect(counts).toEqual(seen);
});

test("what is not persistent is not listed, while the inspector sees it", async () => {
  await emulator.send({ content: "Hello", persistence: "NON_PERSISTENT" });
  expect(await seenBy("ana")).toEqual([]);
  expect(emulator.messages()).toHaveLength(1);
});

test("the port lists the newest 50, newest first, with timestamps in epoch milliseconds", async () => {
  for (let i = 0; i < 60; i++) await emulator.send({ content: `m${i}`, type: "CONTROL" });
  const listed = await seenBy("ben");
  expect(listed.map(({ Content }) => Content)).toEqual(Array.from({ length: 50 }, (_, i) => `m${59 - i}`));
  expect(listed[0]?.CreatedTimestamp).toBe(Date.parse(emulator.messages()[59]?.CreatedTimestamp ?? ""));
});

test("someone outside of the channel can't list it", async () => {
  const outside = {
    ChannelArn: emulator.world.channelArn,
    ChimeBearer: "arn:aws:chime:us-east-1:1:app-instance/x/user/eve",
  };
  await expect(emulator.ports.listChannelMessages(outside, { signal })).rejects.toMatchObject({
    code: "LOOKUP_REFUSED",
  });
});

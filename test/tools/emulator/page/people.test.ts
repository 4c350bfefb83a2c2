import { expect, it } from "vitest";
import type { EmulatedMessage } from "../../../../tools/emulator/channel/message.ts";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import type { Info } from "../../../../tools/emulator/http/info.ts";
import { actionsOf } from "../../../../tools/emulator/page/actions.ts";
import { pauseToText } from "../../../../tools/emulator/page/people/pause-to-text.ts";
import { isTypingSign, typingNow } from "../../../../tools/emulator/page/people/typing.ts";
import { deliveryToWords } from "../../../../tools/emulator/page/reading/delivery-to-words.ts";
import { placeholderOf } from "../../../../tools/emulator/page/reading/placeholder.ts";
import { reduce } from "../../../../tools/emulator/page/state/reduce.ts";
import { channelMessages } from "../../../../tools/emulator/page/state/select.ts";
import { INITIAL, type PageAction } from "../../../../tools/emulator/page/state/state.ts";

const ANA = "arn:x/user/ana";
const BOT = "arn:x/bot/bank";
const message = (more: Partial<EmulatedMessage>): EmulatedMessage => ({
  ChannelArn: "one",
  MessageId: "m",
  Content: "Hello",
  Sender: { Arn: BOT, Name: "BankBot" },
  Type: "STANDARD",
  Persistence: "PERSISTENT",
  Status: { Value: "SENT" },
  CreatedTimestamp: "2026-11-29T08:00:00.000Z",
  LastUpdatedTimestamp: "2026-11-29T08:00:00.000Z",
  ...more,
});
const sign = message({
  MessageId: "sign",
  Content: '{"Typing":"Indicator"}',
  Type: "CONTROL",
  Persistence: "NON_PERSISTENT",
  CreatedTimestamp: "2026-11-29T08:00:01.000Z",
});
const seen = (messages: readonly EmulatedMessage[]) => messages.map((one) => ({ message: one, visible: true }));
const typing = (messages: readonly EmulatedMessage[], speaker = ANA) =>
  typingNow(seen(messages), speaker).map(({ MessageId }) => MessageId);

it("a sign of typing is the demo's control message alone", () => {
  expect(isTypingSign(sign)).toBe(true);
  for (const more of [
    { Type: "STANDARD" },

    { Content: "Typing" },
    { Content: "{}" },
  ] as const)
    expect(isTypingSign({ ...sign, ...more })).toBe(false);
});

it("typing lasts until its sender has spoken, by a new message or by an edit that everybody sees", () => {
  const placeholder = message({ MessageId: "placeholder" });
  const edited = { LastEditedTimestamp: "2026-11-29T08:00:02.000Z" };
  expect(typing([placeholder, sign])).toEqual(["sign"]);
  expect(typing([{ ...placeholder, ...edited, Status: { Value: "PENDING" } }, sign])).toEqual(["sign"]);
  expect(typing([{ ...placeholder, ...edited }, sign])).toEqual([]);
  const later = message({ MessageId: "later", CreatedTimestamp: "2026-11-29T08:00:03.000Z" });
  expect(typing([sign, later])).toEqual([]);
  expect(typing([sign, { ...later, Sender: { Arn: ANA, Name: "Ana" } }])).toEqual(["sign"]);
});

it("nobody sees their own typing, and of several signs of one sender the newest counts", () => {
  const again = { ...sign, MessageId: "again", CreatedTimestamp: "2026-11-29T08:00:05.000Z" };
  expect(typing([sign], BOT)).toEqual([]);
  expect(typing([sign, message({ CreatedTimestamp: "2026-11-29T08:00:03.000Z" }), again])).toEqual(["again"]);
});

it("an edit on its way through the flow is its sender's: others see what was there, until it arrived", () => {
  const before = message({ Content: "Let me see …" });
  const edit = { ...before, Content: "512 dollars", LastEditedTimestamp: "2026-11-29T08:00:02.000Z" };
  const pending: EmulatedMessage = { ...edit, Status: { Value: "PENDING" } };
  const shownTo = (speaker: string, ...actions: readonly EmulatedMessage[]) => {
    const told: PageAction[] = actions.map((one) => ({ type: "message", message: one }));
    const { messages, before } = told.reduce(reduce, INITIAL);
    return channelMessages({ messages, before, channelArn: "one" }, speaker).map((one) => [
      one.message.Content,
      one.visible,
    ]);
  };
  expect(shownTo(ANA, before, pending)).toEqual([["Let me see …", true]]);
  expect(shownTo(BOT, before, pending)).toEqual([["512 dollars", true]]);
  expect(shownTo(ANA, before, pending, edit)).toEqual([["512 dollars", true]]);
  // What was never sent before its edit stays hidden.
  expect(shownTo(ANA, pending)).toEqual([["512 dollars", false]]);
});

it("a placeholder is told by its mark, and so is what took its place, and one of which nothing came", () => {
  const marked = (mark: object) =>
    placeholderOf(
      message({
        Content: '{"Messages":[]}',
        ContentType: "application/amz-chime-lex-msgs",
        Metadata: JSON.stringify({ "CHIME.LEX.part": { reply: "r", ...mark } }),
      }),
    );
  expect(marked({ part: 0, parts: 1 })).toBe("standing");
  expect(marked({ part: 1, parts: 1, replaced: true })).toBe("replaced");
  expect(marked({ part: 0, parts: 0 })).toBe("emptied");
  expect([marked({ part: 1, parts: 1 }), placeholderOf(sign)]).toEqual([undefined, undefined]);
});

it("a pause says since when and by what, also where this page doesn't know the reason", () => {
  const info = { users: [{ arn: ANA, name: "Ana" }], bots: [] } as unknown as Info;
  const at = Date.parse("2026-11-29T08:00:00");
  const pause = { channelArn: "one", since: at, until: at + 60_000 };
  const said = (more: { reason: string; asker?: string }) => pauseToText({ ...pause, ...more }, info);
  expect(said({ reason: "phrase", asker: ANA })).toBe(
    "Since 08:00:00: Ana asked for a person, by a phrase. Ends at 08:01:00.",
  );
  expect(said({ reason: "call" })).toContain("paused by hand");
  expect(said({ reason: "weather" })).toContain(": weather.");
});

it("where everybody has left, whoever invites is told that Reset is the way out", async () => {
  const told: PageAction[] = [];
  const { invite } = actionsOf(
    () => ({ ...INITIAL, channelArn: "one" }),
    (action) => told.push(action),
  );
  expect(await invite(ANA)).toBe(false);
  const reason = expect.stringMatching(/^Only a member can invite.* Reset brings back/);
  expect(told).toEqual([{ type: "failed", failure: { title: "Not invited.", reason } }]);
});

it("a bot's own message stands in the list of deliveries with its words, and a person's as it was typed", () => {
  const envelope = JSON.stringify({ Messages: [{ Content: "For which account?", ContentType: "PlainText" }] });
  const wordsOf = (ContentType: string | undefined) =>
    deliveryToWords({ event: { ChannelMessage: { Content: envelope, ContentType } } } as unknown as EmulatedDelivery);
  expect(wordsOf("application/amz-chime-lex-msgs")).toBe("For which account?");
  expect(wordsOf(undefined)).toBe(envelope);
});

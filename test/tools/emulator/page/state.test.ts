import { describe, expect, it } from "vitest";
import type { EmulatedMessage } from "../../../../tools/emulator/channel/message.ts";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import type { Info } from "../../../../tools/emulator/http/info.ts";
import { EVERYONE } from "../../../../tools/emulator/page/chat/compose/draft-to-request.ts";
import { reduce } from "../../../../tools/emulator/page/state/reduce.ts";
import { INITIAL, type PageAction, type State } from "../../../../tools/emulator/page/state/state.ts";
import { isShownTo } from "../../../../tools/emulator/page/state/visible-to.ts";

const member = (name: string) => ({ arn: `arn:x/user/${name}`, name });
const [ana, ben, cleo] = [member("ana"), member("ben"), member("cleo")];
const bot = { arn: "arn:x/bot/b", name: "Bot" };
const message = (more: Partial<EmulatedMessage>) =>
  ({
    MessageId: "m",
    ChannelArn: "one",
    Sender: { Arn: ana.arn, Name: "Ana" },
    Status: { Value: "SENT" },
    ...more,
  }) as EmulatedMessage;
const info = (channels: Record<string, readonly string[]>) =>
  ({
    users: [ana, ben, cleo],
    bots: [bot],
    channels: Object.entries(channels).map(([arn, members]) => ({ arn, name: arn, members })),
  }) as unknown as Info;
const stateAfter = (...actions: PageAction[]): State => actions.reduce(reduce, INITIAL);

describe("the page's state", () => {
  it("holds as many messages as the emulator does, the newest", () => {
    const ids = Array.from({ length: 5_001 }, (_, n) => `m${n}`);
    const state = ids.reduce(
      (now, MessageId) => reduce(now, { type: "message", message: message({ MessageId }) }),
      INITIAL,
    );
    expect(state.messages).toHaveLength(5_000);
    expect(state.messages[0]?.MessageId).toBe("m1");
  });

  it("puts what changed in its place, and takes away what was deleted", () => {
    const first = message({ MessageId: "a", Content: "old" });
    const state = stateAfter(
      { type: "message", message: first },
      { type: "message", message: message({ MessageId: "b" }) },
      { type: "message", message: { ...first, Content: "new" } },
      { type: "removed", messageId: "b" },
    );
    expect(state.messages).toEqual([{ ...first, Content: "new" }]);
  });

  it("keeps who speaks and where, as long as they are there", () => {
    const spoken = stateAfter(
      { type: "info", info: info({ one: [ana.arn, ben.arn], two: [cleo.arn] }) },
      { type: "speak-as", arn: ben.arn },
    );
    expect(reduce(spoken, { type: "info", info: info({ one: [ana.arn, ben.arn] }) }).speaker).toBe(ben.arn);
    expect(reduce(spoken, { type: "info", info: info({ one: [ana.arn] }) }).speaker).toBe(ana.arn);
    expect(reduce(spoken, { type: "enter", channelArn: "two" }).speaker).toBe(cleo.arn);
  });

  it("leaves a channel that is gone for the first that is there, says so, and addresses nobody of the other", () => {
    const before = stateAfter(
      { type: "info", info: info({ one: [ana.arn, ben.arn], two: [cleo.arn] }) },
      { type: "address", change: { target: ben.arn } },
      { type: "choose", key: "m c" },
    );
    const moved = reduce(before, { type: "info", info: info({ two: [cleo.arn] }) });
    expect(moved).toMatchObject({ channelArn: "two", speaker: cleo.arn, address: EVERYONE });
    expect(moved.failure).toEqual({ title: "one is gone.", reason: "This is two now." });
    expect(moved.chosen).toBeUndefined();
    const nowhere = reduce(moved, { type: "info", info: info({}) });
    expect([nowhere.channelArn, nowhere.speaker]).toEqual([undefined, undefined]);
    expect(nowhere.failure?.reason).toBe("There is no other. Reset brings the first one back.");
  });

  it("keeps whom the next message is for, and no notice, where another channel comes or goes", () => {
    const before = stateAfter(
      { type: "info", info: info({ one: [ana.arn, ben.arn] }) },
      { type: "address", change: { target: ben.arn } },
    );
    const more = reduce(before, { type: "info", info: info({ one: [ana.arn, ben.arn], two: [cleo.arn] }) });
    const less = reduce(more, { type: "info", info: info({ one: [ana.arn, ben.arn] }) });
    expect([less.address.target, less.failure]).toEqual([ben.arn, undefined]);
  });

  it("goes back to the newest delivery when the chosen one is forgotten", () => {
    const delivery = { messageId: "m", callbackId: "c", event: { ChannelMessage: { ChannelArn: "one" } } };
    const state = stateAfter(
      { type: "delivery", delivery: delivery as EmulatedDelivery },
      { type: "choose", key: "m c" },
      { type: "snapshot", snapshot: { messages: [], deliveries: [] } },
    );
    expect(state.chosen).toBeUndefined();
  });
});

describe("what a member is shown", () => {
  it.each<[what: string, more: Partial<EmulatedMessage>, seenBy: readonly string[]]>([
    ["what is sent to everyone", {}, ["ana", "ben", "cleo"]],
    ["what is pending", { Status: { Value: "PENDING" } }, ["ana"]],
    ["what is denied", { Status: { Value: "DENIED" } }, ["ana"]],
    ["what is targeted", { Target: [{ MemberArn: ben.arn }] }, ["ana", "ben"]],
    ["what is targeted and pending", { Target: [{ MemberArn: ben.arn }], Status: { Value: "PENDING" } }, ["ana"]],
  ])("is %s", (_what, more, seenBy) => {
    expect([ana, ben, cleo].filter(({ arn }) => isShownTo(message(more), arn)).map(({ name }) => name)).toEqual(seenBy);
  });
});

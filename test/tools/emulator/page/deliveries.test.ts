import { describe, expect, it } from "vitest";
import type { EmulatedMessage } from "../../../../tools/emulator/channel/message.ts";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import {
  ALL_DELIVERIES,
  countOutcomes,
  type DeliveryFilter,
  fitsFilter,
} from "../../../../tools/emulator/page/deliveries/filter.ts";
import { lastAnswers, latencyOf } from "../../../../tools/emulator/page/deliveries/latency.ts";
import {
  fragmentToPlace,
  fragmentToState,
  keyToFragment,
  placeToFragment,
} from "../../../../tools/emulator/page/state/fragment.ts";
import { reduce } from "../../../../tools/emulator/page/state/reduce.ts";
import { deliveryKey, shownDelivery } from "../../../../tools/emulator/page/state/select.ts";
import type { PageAction, State } from "../../../../tools/emulator/page/state/state.ts";

const delivery = (messageId: string, more: Partial<EmulatedDelivery> = {}): EmulatedDelivery => ({
  messageId,
  callbackId: `call/${messageId}`,
  at: 1_000,
  event: {
    EventType: "CHANNEL_MESSAGE_EVENT",
    CallbackId: `call/${messageId}`,
    ChannelMessage: {
      MessageId: messageId,
      ChannelArn: "one",
      Content: "What is my Balance?",
      Sender: { Arn: "arn:x/user/ana", Name: "Ana" },
    },
  } as EmulatedDelivery["event"],
  invocations: [],
  turns: [],
  callbacks: [],
  ...more,
});
const ended = (outcome: string, more: object = {}): Partial<EmulatedDelivery> => ({
  invocations: [{ at: 1_000, ms: 30, result: { outcome, trace: [], ...more } }],
});

describe("the list of deliveries", () => {
  const some = [
    delivery("a", ended("replied")),
    delivery("b", ended("replied")),
    delivery("c", ended("errored", { error: { code: "LEX_ACCESS_DENIED" } })),
    delivery("d"),
  ];

  it.each<[what: string, filter: Partial<DeliveryFilter>, found: readonly string[]]>([
    ["an outcome", { outcome: "replied" }, ["a", "b"]],
    ["words of the text, whatever their case and order", { words: "balance WHAT" }, ["a", "b", "c", "d"]],
    ["the sender", { words: "ana" }, ["a", "b", "c", "d"]],
    ["an id", { words: "call/b" }, ["b"]],
    ["an error", { words: "access_denied" }, ["c"]],
    ["both at once", { words: "ana", outcome: "running" }, ["d"]],
    ["what none holds", { words: "balance nowhere" }, []],
  ])("is filtered by %s", (_what, filter, found) => {
    const fitting = some.filter((one) => fitsFilter(one, { ...ALL_DELIVERIES, ...filter }));
    expect(fitting.map(({ messageId }) => messageId)).toEqual(found);
  });

  it("counts each outcome, the most frequent first", () => {
    expect(countOutcomes(some)).toEqual([
      ["replied", 2],
      ["errored", 1],
      ["running", 1],
    ]);
  });
});

describe("the latency of a delivery", () => {
  const callback = { CallbackId: "c", ChannelArn: "one", ChannelMessage: { MessageId: "a" } };
  const refused = { status: 403, name: "Forbidden", message: "No." };
  const answer = (id: string, at: number) =>
    ({
      MessageId: `answer ${at}`,
      CreatedTimestamp: new Date(at).toISOString(),
      MessageAttributes: { "CHIME.LEX.sessionState.originatingRequestId": { StringValues: [id] } },
    }) as unknown as EmulatedMessage;

  it("is the time to the accepted callback, and to none while there is none", () => {
    const callbacks = [
      { callback, at: 1_010, refused },
      { callback, at: 1_040 },
    ];
    expect(latencyOf(delivery("a", { callbacks }), new Map())).toBe(40);
    expect(latencyOf(delivery("a", { callbacks: callbacks.slice(0, 1) }), new Map())).toBeUndefined();
  });

  it("goes on to the last part that a bot sent under its own name", () => {
    const answers = lastAnswers([answer("a", 1_300), answer("a", 1_200), answer("b", 9_000)]);
    expect(latencyOf(delivery("a", { callbacks: [{ callback, at: 1_040 }] }), answers)).toBe(300);
  });
});

describe("the page's address", () => {
  const key = deliveryKey(delivery("a"));

  it.each([
    ["#/", { front: "channel", panel: "delivery" }],
    ["#/delivery", { front: "panel", panel: "delivery" }],
    ["#/deliveries", { front: "panel", panel: "deliveries" }],
    ["#/faults", { front: "panel", panel: "faults" }],
    [keyToFragment(key), { front: "panel", panel: "delivery", chosen: key }],
  ] as const)("%s names a place, and the place that address", (fragment, place) => {
    expect(fragmentToPlace(fragment)).toEqual(place);
    expect(placeToFragment(place)).toBe(fragment);
  });

  it.each(["#write", "#/nowhere", "#/faults/a", "delivery"])("%s names none", (fragment) => {
    expect(fragmentToPlace(fragment)).toBeUndefined();
  });

  it("names a delivery by its message alone too, and a percent sign that is none is one", () => {
    const opened = reduce(fragmentToState("#/delivery/a"), {
      type: "snapshot",
      snapshot: { messages: [], deliveries: [delivery("a"), delivery("b")] },
    });
    expect(shownDelivery(opened)?.messageId).toBe("a");
    expect(fragmentToPlace("#/delivery/50%")).toMatchObject({ chosen: "50%" });
  });

  it("of a delivery in another channel leads into that channel", () => {
    const info = {
      users: [{ arn: "arn:x/user/ana", name: "ana" }],
      bots: [],
      channels: [
        { arn: "zero", name: "zero", members: ["arn:x/user/ana"] },
        { arn: "one", name: "one", members: ["arn:x/user/ana"] },
      ],
    } as unknown as NonNullable<State["info"]>;
    const snapshot = { messages: [], deliveries: [delivery("a")] };
    const begun = fragmentToState(keyToFragment(key));
    const told: readonly PageAction[] = [
      { type: "info", info },
      { type: "snapshot", snapshot },
    ];
    for (const actions of [told, told.toReversed()]) {
      expect(actions.reduce(reduce, begun)).toMatchObject({ channelArn: "one", chosen: key });
    }
  });

  it("of a delivery that never was here stays, so that the page can say so", () => {
    const snapshot = { messages: [], deliveries: [delivery("a")] };
    const opened = reduce(fragmentToState("#/delivery/gone/c"), { type: "snapshot", snapshot });
    expect([opened.chosen, shownDelivery(opened)]).toEqual(["gone c", undefined]);
  });
});

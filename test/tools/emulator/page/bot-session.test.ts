import { describe, expect, it } from "vitest";
import type { EmulatedDelivery } from "../../../../tools/emulator/delivery.ts";
import { type ShownValue, turnsToChanges } from "../../../../tools/emulator/page/session/changes.ts";
import { readSessions } from "../../../../tools/emulator/page/session/read-sessions.ts";

/** A delivery of one turn; the state is what Lex answered, as it stands. */
function delivery(id: string, sessionState: object | undefined, more: { session?: string; sender?: string } = {}) {
  const { session = "s1", sender = "ana" } = more;
  return {
    messageId: id,
    callbackId: "c",
    at: Number(id),
    event: { ChannelMessage: { ChannelArn: "one", Sender: { Arn: sender } } },
    invocations: [],
    callbacks: [],
    turns: [
      {
        request: { botId: "B", botAliasId: "A", localeId: "en_US", sessionId: session, text: `text ${id}` },
        at: Number(id),
        ms: 1,
        ...(sessionState === undefined
          ? { refused: { status: 429, name: "ThrottlingException", message: "" } }
          : { result: { sessionState } }),
      },
    ],
  } as unknown as EmulatedDelivery;
}
const slot = (interpretedValue: string) => ({ value: { interpretedValue } });
const intent = (name: string, slots: object) => ({ intent: { name, state: "InProgress", slots } });
const shown = (values: readonly ShownValue[]) =>
  values.map(({ name, value, change, was }) => [name, value, ...(change ? [change] : []), ...(was ? [was] : [])]);
const changesOf = (deliveries: readonly EmulatedDelivery[], restarts: readonly string[] = []) =>
  turnsToChanges(readSessions(deliveries)[0]?.turns ?? [], restarts);

describe("the sessions of a channel", () => {
  it("are told apart by what Lex is asked with, and name who spoke in them; the newest is the last", () => {
    const sessions = readSessions([
      delivery("1", {}, { session: "s1", sender: "ana" }),
      delivery("2", {}, { session: "s2", sender: "ben" }),
      delivery("3", {}, { session: "s1", sender: "cleo" }),
    ]);
    expect(sessions.map(({ address, senders, turns }) => [address.sessionId, senders, turns.length])).toEqual([
      ["s2", ["ben"], 1],
      ["s1", ["ana", "cleo"], 2],
    ]);
  });

  it("bear an answer whose members are of no known form", () => {
    const odd = { intent: 1, sessionAttributes: [1], activeContexts: { a: 1 }, dialogAction: "Close" };
    expect(() => readSessions([delivery("1", odd)])).not.toThrow();
  });
});

describe("what a turn changed", () => {
  it("is told of slots: filled, changed and emptied, in lists and parts too", () => {
    const turns = changesOf([
      delivery("1", intent("Order", { Size: null, Colour: slot("red"), Extras: null })),
      delivery(
        "2",
        intent("Order", { Size: slot("big"), Colour: slot("blue"), Extras: { values: [slot("a"), slot("b")] } }),
      ),
      delivery(
        "3",
        intent("Order", { Size: null, Colour: slot("blue"), Extras: { subSlots: { One: slot("c"), Two: null } } }),
      ),
    ]);
    expect(turns.map(({ slots }) => shown(slots))).toEqual([
      [
        ["Size", ""],
        ["Colour", "red", "new"],
        ["Extras", ""],
      ],
      [
        ["Size", "big", "new"],
        ["Colour", "blue", "changed", "red"],
        ["Extras", "a, b", "new"],
      ],
      [
        ["Size", "big", "gone"],
        ["Colour", "blue"],
        ["Extras", "One c, Two –", "changed", "a, b"],
      ],
    ]);
  });

  it("takes slots of another intent for others, whatever their names", () => {
    const [, second] = changesOf([
      delivery("1", intent("Order", { Size: slot("big") })),
      delivery("2", intent("Return", { Size: slot("big") })),
    ]);
    expect(shown(second?.slots ?? [])).toEqual([["Size", "big", "new"]]);
    expect(shown(second?.intent ?? [])[0]).toEqual(["intent", "Return", "changed", "Order"]);
  });

  it("is told of session attributes, and of contexts that come and go, but not of their age", () => {
    const context = (turnsToLive: number) => ({ name: "c", timeToLive: { turnsToLive, timeToLiveInSeconds: 90 } });
    const turns = changesOf([
      delivery("1", { sessionAttributes: { a: "1", b: "2" }, activeContexts: [context(2)] }),
      delivery("2", { sessionAttributes: { a: "1" }, activeContexts: [context(1)] }),
      delivery("3", { sessionAttributes: { a: "1" } }),
    ]);
    expect(turns.map(({ attributes }) => shown(attributes))).toEqual([
      [
        ["a", "1", "new"],
        ["b", "2", "new"],
      ],
      [
        ["a", "1"],
        ["b", "2", "gone"],
      ],
      [["a", "1"]],
    ]);
    expect(turns.map(({ contexts }) => contexts.map(({ change }) => change))).toEqual([["new"], [undefined], ["gone"]]);
  });

  it("is nothing where Lex refused, and the next turn is held beside the last answer", () => {
    const [, refused, third] = changesOf([
      delivery("1", { sessionAttributes: { a: "1" } }),
      delivery("2", undefined),
      delivery("3", { sessionAttributes: { a: "1" } }),
    ]);
    expect([refused?.turn.refused, refused?.turn.held]).toEqual(["429 ThrottlingException", undefined]);
    expect(shown(third?.attributes ?? [])).toEqual([["a", "1"]]);
  });

  it("is held beside nothing after a restart", () => {
    const [, second] = changesOf(
      [delivery("1", { sessionAttributes: { a: "1" } }), delivery("2", { sessionAttributes: { b: "1" } })],
      ["1 c"],
    );
    expect([second?.isFirst, shown(second?.attributes ?? [])]).toEqual([true, [["b", "1", "new"]]]);
  });
});

import { describe, expect, it } from "vitest";
import { replyToAttributes } from "../../../mappers/answer/reply-to-attributes.ts";
import { UNREADABLE } from "../../../mappers/message/read-message.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { sampleMessage } from "../sample-message.ts";

const facts = { intentName: "CheckBalance", intentState: "Fulfilled", sessionId: "s1" };
const ours = {
  "CHIME.LEX.sessionState.intent.name": { StringValues: ["CheckBalance"] },
  "CHIME.LEX.sessionState.intent.state": { StringValues: ["Fulfilled"] },
  "CHIME.LEX.sessionState.originatingRequestId": { StringValues: ["6e4f7c2a"] },
  "CHIME.LEX.sessionState.sessionId": { StringValues: ["s1"] },
};
const { "CHIME.LEX.sessionState.originatingRequestId": origin } = ours;
const carrying = (MessageAttributes: ChannelMessage["MessageAttributes"], about = facts) =>
  replyToAttributes(about, sampleMessage({ MessageAttributes }));
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("the attributes of a reply", () => {
  it("are the four documented ones", () => {
    expect(replyToAttributes(facts, sampleMessage())).toEqual({ attributes: ours, losses: [] });
  });

  it("leave out what would be empty, without calling it a loss", () => {
    const expected = {
      attributes: {
        "CHIME.LEX.sessionState.originatingRequestId": origin,
        "CHIME.LEX.sessionState.sessionId": { StringValues: ["s1"] },
      },
      losses: [],
    };
    expect(replyToAttributes({ sessionId: "s1" }, sampleMessage())).toEqual(expected);
  });

  it("name the user's message even where there are no facts", () => {
    expect(replyToAttributes(undefined, sampleMessage()).attributes).toEqual({
      "CHIME.LEX.sessionState.originatingRequestId": origin,
    });
  });

  it("carry over what the event gave, after ours, and never its word in place of ours", () => {
    const { attributes, losses } = carrying({
      "CHIME.mentions": { StringValues: ["arn:a", "arn:b"] },
      "CHIME.LEX.sessionState.sessionId": { StringValues: ["forged"] },
      "CHIME.LEX.sessionState.intent.name": { StringValues: ["forged"] },
      "app.empty": { StringValues: [] },
      "app.null": { StringValues: null },
      "app.blank": { StringValues: ["", ""] },
    });
    expect(attributes).toEqual({ ...ours, "CHIME.mentions": { StringValues: ["arn:a", "arn:b"] } });
    expect(Object.keys(attributes)).toEqual([...Object.keys(ours), "CHIME.mentions"]);
    expect(losses).toEqual([]);
  });

  it("let no forged intent through where the turn named none", () => {
    const { attributes } = replyToAttributes(
      undefined,
      sampleMessage({ MessageAttributes: { "CHIME.LEX.sessionState.intent.name": { StringValues: ["forged"] } } }),
    );
    expect(Object.keys(attributes)).toEqual(["CHIME.LEX.sessionState.originatingRequestId"]);
  });

  it.each<[policy: string, name: string, values: string[], before: number]>([
    ["a value over 512", "app.a", ["v".repeat(513)], 517],
    ["an empty value beside others", "app.a", ["v", ""], 8],
    ["a name over 64", "n".repeat(65), ["v"], 5],
    ["an empty name", "", ["v"], 5],
  ])("lose %s, which Chime would refuse, and say so", (_policy, name, StringValues, before) => {
    expect(carrying({ [name]: { StringValues } })).toEqual({
      attributes: ours,
      losses: [{ kind: "attribute", name, before, after: 0 }],
    });
  });

  it.each<[policy: string, name: string, values: string[]]>([
    ["a value of exactly 512", "app.a", ["v".repeat(512)]],
    ["a name of exactly 64", "n".repeat(64), ["v"]],
    ["a name of one", "n", ["v"]],
  ])("keep %s", (_policy, name, StringValues) => {
    expect(carrying({ [name]: { StringValues } })).toEqual({
      attributes: { ...ours, [name]: { StringValues } },
      losses: [],
    });
  });

  it("take 1024 bytes in all, to the last one; a smaller one behind what was too much still goes in", () => {
    const room = 1024 - bytesOf({ ...ours, a: { StringValues: ["", "v".repeat(400)] } });
    const filling = (length: number) => ({
      a: { StringValues: ["v".repeat(length), "v".repeat(400)] },
      b: { StringValues: ["w"] },
    });
    expect(bytesOf(carrying(filling(room)).attributes)).toBe(1024);
    expect(carrying(filling(room)).losses).toEqual([{ kind: "attribute", name: "b", before: 5, after: 0 }]);
    const over = carrying(filling(room + 1));
    expect(over.attributes).toEqual({ ...ours, b: { StringValues: ["w"] } });
    expect(over.losses).toMatchObject([{ name: "a", after: 0 }]);
  });

  it("carry over nothing of a mention that couldn't be read", () => {
    expect(carrying({ "CHIME.mentions": { StringValues: [UNREADABLE] } }).attributes).toEqual(ours);
  });

  it("take the room of what takes another's place once", () => {
    const exported = { "CHIME.LEX.sessionState.sessionId": ["t".repeat(350)], a: ["v".repeat(350)] };
    const { attributes, losses } = carrying({}, { sessionId: "s".repeat(350), exported } as never);
    expect(losses).toEqual([]);
    expect(attributes).toEqual({
      "CHIME.LEX.sessionState.originatingRequestId": origin,
      "CHIME.LEX.sessionState.sessionId": { StringValues: ["t".repeat(350)] },
      a: { StringValues: ["v".repeat(350)] },
    });
  });

  it("count bytes, not characters, and hold no half characters", () => {
    const values = ["漢".repeat(250)];
    expect(carrying({ a: { StringValues: values } }).losses).toMatchObject([{ name: "a", before: 754 }]);
    expect(carrying({ a: { StringValues: ["\ud83d"] } }).attributes["a"]).toEqual({ StringValues: ["\ufffd"] });
  });

  it("carry over whatever name came, also one that objects have by themselves", () => {
    const named = JSON.parse('{"__proto__":{"StringValues":["v"]},"toString":{"StringValues":["w"]}}');
    const { attributes } = carrying(named);
    expect(JSON.stringify(attributes)).toBe(
      JSON.stringify(ours).replace(/}$/, ',"__proto__":{"StringValues":["v"]},"toString":{"StringValues":["w"]}}'),
    );
  });
});

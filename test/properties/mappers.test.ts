import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "../../mappers/answer/fit.ts";
import { replyToCallback } from "../../mappers/answer/reply-to-callback.ts";
import { type ReadableMessage, readReply } from "../../mappers/client/read-reply.ts";
import { GATE_STEPS, type GateRules, gate } from "../../mappers/gate/gate.ts";
import { INPUT_KEY, inputToMetadata } from "../../mappers/message/metadata.ts";
import { saysSomething } from "../../mappers/shapes/lex-message.ts";
import { LOSS_KINDS, type Reply } from "../../mappers/shapes/reply.ts";
import { ssmlToText } from "../../mappers/text/ssml-to-text.ts";
import { BOT_ARN, sampleMessage } from "../mappers/sample-message.ts";
import { anyText, lexMessage } from "./arbitraries.ts";
import { anyChannelMessage, anyReadable, anyRules } from "./mapper-arbitraries.ts";
import { unaccounted, written } from "./reply-differences.ts";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 1_000);
/** Lex's own model lets a card have words beside it. */
const anyMessage = fc.oneof(
  { weight: 6, arbitrary: lexMessage },
  { weight: 1, arbitrary: fc.tuple(lexMessage, lexMessage).map(([one, other]) => ({ ...one, ...other })) },
);
const messages = fc.array(anyMessage, { maxLength: 10 });
const maxima = fc.constantFrom(60, 200, 400, 1_000, 2_000, 4_096, 20_000);
const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const messagesIn = (Content: string) => {
  const read = readReply({ Content });
  return read.kind === "messages" ? read.messages : [];
};

describe("for any messages of a bot", () => {
  it("what goes out fits, is valid JSON in whole characters, and every loss says what it took", () => {
    fc.assert(
      fc.property(messages, maxima, (sent, max) => {
        const { content = '{"Messages":[]}', losses } = fit(sent, max);
        expect(bytesOf(content)).toBeLessThanOrEqual(max);
        expect(content.isWellFormed()).toBe(true);
        expect(JSON.parse(content)).toHaveProperty("Messages");
        for (const { kind, message = -1, before, after } of losses) {
          expect(LOSS_KINDS).toContain(kind);
          expect(sent[message]).toBeDefined();
          expect(after).toBeLessThanOrEqual(kind === "ill-formed-text" ? before : Math.max(before - 1, 0));
        }
      }),
      { numRuns },
    );
  });

  it("nothing is lost where everything fits, and something only where it doesn't", () => {
    fc.assert(
      fc.property(messages, maxima, (sent, max) => {
        const { content, bytesBefore, losses } = fit(sent, max);
        const speaking = sent.filter(saysSomething);
        const whole = JSON.stringify(fit(sent, 1_000_000).content ?? "");
        const given = losses.filter(({ kind }) => kind !== "empty-message" && kind !== "ill-formed-text");
        const isWhole = speaking.length > 0 && bytesBefore <= max;
        expect(given.length > 0).toBe(speaking.length > 0 && bytesBefore > max);
        expect(!isWhole || JSON.stringify(content) === whole).toBe(true);
        expect(messagesIn(fit(sent, 1_000_000).content ?? "")).toEqual(speaking.map(written));
      }),
      { numRuns },
    );
  });

  it("what is left is what was sent, less the listed losses and nothing else", () => {
    fc.assert(
      fc.property(messages, maxima, (sent, max) => {
        const { content, losses } = fit(sent, max);
        fc.pre(content !== undefined);
        expect(unaccounted(sent, messagesIn(content ?? ""), losses)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it("fitting again takes nothing more", () => {
    fc.assert(
      fc.property(messages, maxima, (sent, max) => {
        const { content } = fit(sent, max);
        fc.pre(content !== undefined);
        expect(fit(messagesIn(content ?? ""), max)).toMatchObject({ content, losses: [] });
      }),
      { numRuns },
    );
  });

  it("a client reads back what was sent, less the listed losses and nothing else", () => {
    const facts = fc.record(
      {
        intentName: anyText(40).filter(Boolean),
        intentState: fc.constantFrom("Fulfilled", "Failed"),
        sessionId: fc.stringMatching(/^[a-z0-9:]{2,100}$/),
      },
      { requiredKeys: ["sessionId"] },
    );
    const speaking = messages.filter((sent) => sent.some(saysSomething));
    fc.assert(
      fc.property(speaking, facts, anyText(200), (sent, said, input) => {
        const reply: Reply = { kind: "messages", messages: sent, facts: said };
        const ids = { CallbackId: "c".repeat(36), ChannelArn: "arn", MessageId: "m1" };
        const { callback, losses } = replyToCallback(ids, sampleMessage({ MessageId: "m1" }), reply, { input });
        fc.pre(callback !== undefined);
        const { kind, messages: came = [], ...rest } = { messages: [], ...readReply(callback?.ChannelMessage ?? {}) };
        expect(kind).toBe("messages");
        expect(unaccounted(sent, came, losses)).toEqual([]);
        const kept = inputToMetadata(input, undefined) === undefined ? {} : { input: input.toWellFormed() };
        const name = said.intentName === undefined ? {} : { intentName: said.intentName.toWellFormed() };
        expect(rest).toEqual({ ...said, ...name, ...kept, originatingRequestId: "m1", trusted: false });
      }),
      { numRuns },
    );
  });

  it("a client reads back an error's code", () => {
    fc.assert(
      fc.property(fc.integer(), (code) => {
        const ids = { CallbackId: "c".repeat(36), ChannelArn: "arn", MessageId: "m1" };
        const { callback } = replyToCallback(ids, sampleMessage(), { kind: "error", code }, { input: undefined });
        expect(readReply(callback?.ChannelMessage ?? {})).toMatchObject({ kind: "error", code });
      }),
    );
  });
});

/** The same question to a bot that answers everybody, nobody, or whoever is alone with it. */
function asked(standardMessages: "AUTO" | "ALL" | "NONE"): [ReturnType<typeof sampleMessage>, GateRules] {
  const bot = { arn: BOT_ARN, aliases: [], standardMessages, targetedMessages: "ALL", longText: "error" } as const;
  const rules = { mentionsPath: "mentions", edits: "ignore", keepInput: true, isText: true, canCount: true } as const;
  return [sampleMessage(), { bots: [bot], ...rules }];
}

describe("for any channel message", () => {
  it("the gate decides or asks, and its trace is the steps up to the one that failed or can't be taken yet", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyChannelMessage, anyRules, (message, rules) => {
        const verdict = gate(message, rules);
        kinds.add(verdict.kind);
        const steps = verdict.trace.map(({ step }) => step);
        const last = { turn: GATE_STEPS.at(-1), ask: "targeted-elsewhere", release: steps.at(-1) }[verdict.kind];
        const reason = verdict.kind === "release" ? verdict.reason : undefined;
        expect(steps).toEqual(GATE_STEPS.slice(0, steps.length));
        expect(steps.at(-1)).toBe(last);
        expect(verdict.trace.find(({ pass }) => !pass)?.step).toBe(reason);
        expect(verdict.trace.every(({ because }) => because.length > 0)).toBe(true);
        expect(rules.bots[verdict.bot ?? 0]).toBeDefined();
      }),
      // All three are to be seen, whatever chance brings: few messages are a question that counting members answers.
      { numRuns, examples: [asked("AUTO"), asked("ALL"), asked("NONE")] },
    );
    expect([...kinds].sort()).toEqual(["ask", "release", "turn"]);
  });

  it("the gate asks each thing once at most, and only where it can be told", () => {
    fc.assert(
      fc.property(
        anyChannelMessage,
        anyRules,
        fc.constantFrom(null, 0),
        fc.constantFrom(2, 3),
        (message, told, to, members) => {
          const { routed: _routed, members: _members, ...rules } = told;
          const asked: string[] = [];
          let [known, verdict] = [rules as GateRules, gate(message, rules)];
          for (let round = 0; verdict.kind === "ask" && round < 3; round++) {
            asked.push(verdict.what);
            known = { ...known, ...(verdict.what === "route" ? { routed: to } : { members }) };
            verdict = gate(message, known);
          }
          expect(verdict.kind).not.toBe("ask");
          expect(new Set(asked).size).toBe(asked.length);
          expect(asked.filter((what) => (what === "route" ? !rules.canRoute : !rules.canCount))).toEqual([]);
        },
      ),
      { numRuns },
    );
  });

  it("reading a reply never throws, whatever a client holds", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyReadable, fc.array(fc.string()), (message, from) => {
        kinds.add(readReply(message as ReadableMessage, { from }).kind);
      }),
      { numRuns: numRuns * 3 },
    );
    expect([...kinds].sort()).toEqual(["error", "messages", "none"]);
  });
});

describe("for any words and any Metadata", () => {
  it("Metadata that gained the words is what it was, and the words", () => {
    const metadata = fc.oneof(
      anyText(40),
      fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
      fc
        .dictionary(anyText(10), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 })
        .map((value) => ` ${JSON.stringify(value, null, " ").replaceAll("\n", " ")} `),
    );
    fc.assert(
      fc.property(anyText(400), metadata, (input, before) => {
        const after = inputToMetadata(input, before);
        fc.pre(after !== undefined);
        const expected = { ...JSON.parse(before.trim() || "{}"), [INPUT_KEY]: input.toWellFormed() };
        expect(JSON.parse(after ?? "")).toEqual(expected);
        expect(bytesOf(after ?? "")).toBeLessThanOrEqual(1_024);
        expect(after).toMatch(/^.*$/);
        expect(after?.startsWith(before.trim().slice(0, -1).trimEnd())).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe("for any SSML", () => {
  const word = fc.stringMatching(/^[a-zé漢0-9.,]{1,6}$/);
  const tag = fc.constantFrom(
    "<speak>",
    "</speak>",
    "<break/>",
    '<break time="1s"/>',
    "<p>",
    "</p>",
    "<s>",
    "<emphasis level='x'>",
    "<w>",
    "</sub>",
    "<!-- a > b -->",
  );
  it("no tag stays, and every word does, in its order", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, tag, fc.constant(" "))), (pieces) => {
        const words = ssmlToText(pieces.join(""));
        expect(words).not.toMatch(/[<>]/);
        const letters = pieces
          .filter((piece) => !piece.startsWith("<"))
          .join("")
          .replaceAll(" ", "");
        expect(words.replaceAll(" ", "")).toBe(letters);
      }),
      { numRuns },
    );
  });

  it("it never throws, and keeps whole characters whole", () => {
    const part = fc.oneof(
      anyText(20),
      tag,
      fc.constantFrom("&#55357;", "&#xDC4D;", "&#x110000;", "&#0;", "&amp;", "&__proto__;"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const ssml = parts.join("").toWellFormed();
        expect(ssmlToText(ssml).isWellFormed()).toBe(true);
      }),
      { numRuns },
    );
  });
});

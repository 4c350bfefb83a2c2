import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { messageToText } from "../../mappers/message/message-to-text.ts";
import { INPUT_KEY } from "../../mappers/message/metadata.ts";
import { type Callback, WrittenCallback } from "../../mappers/shapes/callback.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { TurnResult } from "../../mappers/shapes/turn.ts";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Decision } from "../../src/read/decision.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { answerableEvent, anyEvent, anyTurnResult, BOT_ARN } from "./arbitraries.ts";

const alias = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";
const anyConfig = fc.record({
  onFailure: fc.constantFrom("error" as const, "message" as const, "release" as const, "deny" as const),
  emptyReply: fc.constantFrom("release" as const, "envelope" as const, "deny" as const),
  longText: fc.constantFrom("error" as const, "release" as const, "truncate" as const),
  edits: fc.constantFrom("ignore" as const, "answer" as const),
  keepInput: fc.boolean(),
  session: fc.constantFrom("sender-in-channel" as const, "channel" as const, "sender" as const),
});
const anyTurn = fc.oneof(
  { weight: 8, arbitrary: anyTurnResult.map((result) => ({ result })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("LEX_ACCESS_DENIED" as const, "LEX_INTERNAL" as const).map((code) => ({ code })),
  },
);

interface Run {
  readonly callbacks: Callback[];
  readonly decision?: Decision;
  readonly thrown?: unknown;
}

async function run(
  event: unknown,
  turn: { result: unknown } | { code: "LEX_ACCESS_DENIED" | "LEX_INTERNAL" },
  config: object,
): Promise<Run> {
  const callbacks: Callback[] = [];
  const bridge = createBridge(
    readConfig({ bots: [{ lexBotAliasArn: alias, appInstanceBotArn: BOT_ARN }], ...config }),
    {
      ...NO_PORTS,
      recognizeText: async () => {
        if ("code" in turn) throw new BridgeError(turn.code);
        return turn.result as TurnResult;
      },
      channelFlowCallback: async (callback) => {
        callbacks.push(callback);
      },
      claims: createMemoryClaims(Date.now),
      log: () => {},
      now: Date.now,
    },
  );
  try {
    return { callbacks, decision: await bridge.handle(event) };
  } catch (thrown) {
    return { callbacks, thrown };
  }
}

const member = (value: unknown, name: string) =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const idsOf = (event: unknown) => [
  member(event, "CallbackId"),
  member(member(event, "ChannelMessage"), "ChannelArn"),
  member(member(event, "ChannelMessage"), "MessageId"),
];

describe("for any event and any turn", () => {
  it("there is exactly one callback within every limit, or a BridgeError because an id is missing", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyEvent, anyTurn, anyConfig, async (event, turn, config) => {
        const { callbacks, decision, thrown } = await run(event, turn, config);
        const hasIds = idsOf(event).every((id) => typeof id === "string" && id !== "");
        expect(thrown instanceof BridgeError && thrown.code).toBe(hasIds ? false : "EVENT_WITHOUT_IDS");
        expect(callbacks).toHaveLength(hasIds ? 1 : 0);
        seen.add(decision?.outcome ?? "thrown");
        const [callback] = callbacks;
        const isOurs = decision?.outcome === "replied" || decision?.outcome === "errored";
        const ours = isOurs ? callback : undefined;
        // What is only echoed is never judged: here Metadata that nothing was added to.
        const isEcho = ours?.ChannelMessage.Metadata === member(member(event, "ChannelMessage"), "Metadata");
        if (isEcho) delete ours?.ChannelMessage.Metadata;
        // The sub-channel too is the event's own: without it the reply would be for more people.
        expect(ours?.ChannelMessage.SubChannelId ?? "").toBe(
          ours ? String(member(member(event, "ChannelMessage"), "SubChannelId") ?? "") : "",
        );
        if (ours) delete ours.ChannelMessage.SubChannelId;
        const fault = ours ? z.safeParse(WrittenCallback, ours).error?.issues : undefined;
        expect(fault).toBeUndefined();
        const texts = ours ? [ours.ChannelMessage.Content ?? "", ours.ChannelMessage.Metadata ?? ""] : [];
        expect(texts.every((text) => text.isWellFormed())).toBe(true);
        expect(() => JSON.parse(ours?.ChannelMessage.Content ?? "{}")).not.toThrow();
      }),
      { numRuns: 10_000 },
    );
    expect([...seen].sort()).toEqual(["denied", "errored", "failed", "released", "replied", "thrown"]);
  }, 120_000);

  it("a reply never damages Metadata: every member stays, and the user's words are in it, or it is untouched", async () => {
    await fc.assert(
      fc.asyncProperty(answerableEvent, anyTurn, async (event, turn) => {
        const { callbacks, decision } = await run(event, turn, { keepInput: true });
        fc.pre(decision?.outcome === "replied" || decision?.outcome === "errored");
        const message = member(event, "ChannelMessage") as ChannelMessage;
        const { [INPUT_KEY]: words, ...kept } = JSON.parse(callbacks[0]?.ChannelMessage.Metadata ?? "{}");
        expect(words).toBe(messageToText(message).toWellFormed());
        expect(kept).toEqual(JSON.parse(message.Metadata?.trim() || "{}"));
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);

  it("a release gives back every field that came in a form that the API takes", async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const { callbacks, decision } = await run(event, { code: "LEX_INTERNAL" }, { onFailure: "release" });
        fc.pre(decision?.outcome === "released" || decision?.outcome === "failed");
        const came = member(event, "ChannelMessage");
        const expected = Object.fromEntries(
          ["Content", "Metadata", "ContentType", "SubChannelId"].flatMap((name) => {
            const value = member(came, name);
            return typeof value === "string" && (value !== "" || name === "Metadata") ? [[name, value]] : [];
          }),
        );
        expect(callbacks[0]?.ChannelMessage).toMatchObject(expected);
        expect(callbacks[0]?.DeleteResource).toBeUndefined();
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);
});

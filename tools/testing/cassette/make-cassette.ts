import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { Kept } from "../scrub/kept.ts";
import { createScrubber } from "../scrub/scrub.ts";
import { CASSETTE_VERSION, type Cassette, type CassetteDelivery } from "./cassette.ts";
import { playDelivery, recordedBot } from "./play-delivery.ts";
import type { HeardDelivery, HeardTurn } from "./recording-bridge.ts";

export interface CassetteOptions {
  /** `replaced` (default): every word that isn't allowed to stay. `kept`: only what has a form, and the senders' names. */
  readonly texts?: "kept" | "replaced";
  /** Texts that may stay where words are replaced: a bot's own, and those of a script. */
  readonly kept?: Kept;
  /** Names to look for beside those of the senders. */
  readonly names?: readonly string[];
  readonly salt?: string;
  /** A cassette whose pseudonyms are to stay. */
  readonly before?: Cassette;
}

export interface MadeCassette {
  readonly cassette: Cassette;
  /** What is another in the cassette than it was, in words: its replay shows that, and not what happened. */
  readonly warnings: readonly string[];
}

type Scrubbed = Pick<HeardDelivery, "event"> & {
  readonly read: HeardDelivery["reads"];
  readonly result: readonly (TurnResult | null)[];
  readonly failure: readonly (NonNullable<HeardTurn["failure"]> | null)[];
};

/**
 * What was heard, scrubbed, as a cassette. All of it is scrubbed at once, so that no word of it can pass for a pseudonym; then
 * the bridge makes requests and callback of what is left, so that ids which are made of others still fit them.
 */
export async function makeCassette(
  config: Readonly<Record<string, unknown>>,
  heard: readonly HeardDelivery[],
  { texts = "replaced", kept, names, salt, before }: CassetteOptions = {},
): Promise<MadeCassette> {
  const fatal = heard.flatMap(({ turns }) => turns).find(({ failure }) => failure && !failure.code.startsWith("LEX_"));
  if (fatal?.failure) throw new BridgeError(fatal.failure.code);
  const scrubber = createScrubber({
    texts: texts === "kept" ? "searched" : "replaced",
    ...(kept ? { kept } : {}),
    ...(names ? { names } : {}),
    ...(salt === undefined ? {} : { salt }),
    ...(before ? { scrubbed: before } : {}),
  });
  const raw = heard.map(({ event, turns, reads }) => ({
    event,
    read: reads,
    result: turns.map(({ result }) => result ?? null),
    failure: turns.map(({ failure }) => failure ?? null),
  }));
  const [options, ...scrubbed] = scrubber.scrub([{ config }, ...raw]) as [
    { config: Readonly<Record<string, unknown>> },
    ...Scrubbed[],
  ];
  const deliveries: CassetteDelivery[] = [];
  const warnings: string[] = [];
  for (const [at, one] of scrubbed.entries()) {
    const original = heard[at];
    if (original === undefined) continue;
    const delivery = await deliveryOf(options.config, one, original);
    deliveries.push(delivery);
    if (delivery.outcome !== original.decision.outcome) {
      warnings.push(
        `Delivery ${at + 1} ended as ${original.decision.outcome}, and as ${delivery.outcome} once it was scrubbed.`,
      );
    }
  }
  return { cassette: { cassette: CASSETTE_VERSION, texts, config: options.config, deliveries }, warnings };
}

async function deliveryOf(
  config: Readonly<Record<string, unknown>>,
  { event, read: reads, result, failure }: Scrubbed,
  original: HeardDelivery,
): Promise<CassetteDelivery> {
  const answers = result.map((one, at) => {
    const refused = failure[at];
    return { ...(one ? { result: one } : {}), ...(refused ? { failure: refused } : {}) };
  });
  const { requests, callback, posts, decision } = await playDelivery(config, { event, reads }, recordedBot(answers));
  const reason = decision.verdict && decision.verdict.kind !== "turn" ? decision.verdict.reason : undefined;
  return {
    event,
    words: contentOf(event) === contentOf(original.event) ? "kept" : "replaced",
    turns: requests.flatMap((request, at) =>
      answers[at] ? [{ request, ...withSession(answers[at], request.sessionId) }] : [],
    ),
    ...(reads.length > 0 ? { reads } : {}),
    ...(callback ? { callback } : {}),
    ...(posts.length > 0 ? { posts } : {}),
    outcome: decision.outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(decision.error ? { error: decision.error.code } : {}),
    ...(decision.losses.length > 0 ? { losses: decision.losses.map(({ kind }) => kind) } : {}),
  };
}

/** Lex gives back the session id that it was asked with, and that is made of the scrubbed ids now. */
function withSession<Turn extends { readonly result?: TurnResult }>(turn: Turn, sessionId: string): Turn {
  return turn.result?.sessionId ? { ...turn, result: { ...turn.result, sessionId } } : turn;
}

function contentOf(event: unknown): unknown {
  return (event as { ChannelMessage?: { Content?: unknown } } | undefined)?.ChannelMessage?.Content;
}

import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { RecognizeText } from "../../../src/ports/ports.ts";
import { callbackDifferences } from "../diff/callbacks.ts";
import type { Difference } from "../diff/difference.ts";
import { sentDifferences } from "../diff/sent.ts";
import type { Cassette, CassetteDelivery } from "./cassette.ts";
import { type CassetteOptions, makeCassette } from "./make-cassette.ts";
import { playDelivery } from "./play-delivery.ts";
import type { HeardDelivery } from "./recording-bridge.ts";
import { createReplay, type Replay, type ReplayMode } from "./replay.ts";

export interface ReplayCassetteOptions extends Pick<CassetteOptions, "kept" | "names"> {
  /** `locked` by default. */
  readonly mode?: ReplayMode;
  /** The bot, for the other two modes. */
  readonly recognizeText?: RecognizeText;
}

/** A delivery that was played again: where it ends otherwise than recorded, or what stood in the way. */
export interface ReplayedDelivery {
  readonly delivery: CassetteDelivery;
  readonly differences: readonly Difference[];
  readonly error?: BridgeError;
}

export interface CassetteReplay {
  readonly deliveries: readonly ReplayedDelivery[];
  /** Whether all went as recorded. */
  readonly passed: boolean;
  /** What the cassette would hold now; in `update` alone, and where every delivery could be played. */
  readonly updated?: Cassette;
  readonly warnings: readonly string[];
}

/**
 * Plays every event of a cassette through the bridge again, under its own configuration, and holds what comes of it against what
 * was recorded. Throws USAGE where a mode needs a bot and has none, CONFIG_INVALID for the configuration.
 */
export async function replayCassette(
  cassette: Cassette,
  { mode = "locked", recognizeText, kept, names }: ReplayCassetteOptions = {},
): Promise<CassetteReplay> {
  const replay = createReplay(cassette, { mode, ...(recognizeText ? { recognizeText } : {}) });
  const deliveries: ReplayedDelivery[] = [];
  const heard: HeardDelivery[] = [];
  for (const delivery of cassette.deliveries) {
    if (mode !== "locked" && delivery.words === "replaced" && delivery.turns.length > 0) {
      deliveries.push({ delivery, differences: [], error: wordsAreGone() });
      continue;
    }
    const { replayed, now } = await playAgain(cassette, delivery, replay);
    deliveries.push(replayed);
    heard.push(now);
  }
  const passed = deliveries.every(({ differences, error }) => differences.length === 0 && !error);
  if (mode !== "update" || deliveries.some(({ error }) => error)) return { deliveries, passed, warnings: [] };
  const made = await makeCassette(cassette.config, heard, {
    texts: cassette.texts,
    before: cassette,
    ...(kept ? { kept } : {}),
    ...(names ? { names } : {}),
  });
  const { $schema } = cassette;
  const updated = $schema === undefined ? made.cassette : { $schema, ...made.cassette };
  return { deliveries, passed, updated, warnings: made.warnings };
}

function wordsAreGone(): BridgeError {
  return new BridgeError(
    "CASSETTE_MISMATCH",
    "The user's words were replaced when this delivery was recorded, so no bot can be asked them.",
    {
      fix: "Record it again with --texts kept, or with a bot whose export holds these words, or replay it locked.",
    },
  );
}

async function playAgain(
  { config }: Cassette,
  delivery: CassetteDelivery,
  replay: Replay,
): Promise<{ replayed: ReplayedDelivery; now: HeardDelivery }> {
  const before = replay.calls().length;
  const { callback, posts, decision } = await playDelivery(config, delivery, replay.recognizeText);
  const calls = replay.calls().slice(before);
  const told = calls.flatMap((call) => call.differences);
  const outcome: Difference[] =
    delivery.outcome === decision.outcome
      ? []
      : [{ path: "outcome", what: "outcome", expected: delivery.outcome, actual: decision.outcome }];
  const unanswered = calls.length === 0 && delivery.turns.length > 0;
  const differences = [
    ...outcome,
    ...(unanswered
      ? [{ path: "turn", what: "turn", expected: delivery.turns[0]?.request.text, actual: undefined }]
      : []),
    // Another answer makes another callback: told once, where it begins.
    ...(told.length > 0
      ? told
      : [
          ...callbackDifferences(delivery.callback, callback),
          ...sentDifferences(delivery.posts, posts.length > 0 ? posts : undefined),
        ]),
  ];
  const missed = decision.error?.code === "CASSETTE_MISMATCH";
  const error = missed ? new BridgeError("CASSETTE_MISMATCH", decision.error?.detail) : undefined;
  const turns = calls.map(({ request, result }) => ({ request, ...(result ? { result } : {}) }));
  return {
    replayed: { delivery, differences: error ? [] : differences, ...(error ? { error } : {}) },
    now: { event: delivery.event, turns, reads: delivery.reads ?? [], decision },
  };
}

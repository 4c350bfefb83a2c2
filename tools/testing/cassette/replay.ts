import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { RecognizeText } from "../../../src/ports/ports.ts";
import { type Difference, differenceToText } from "../diff/difference.ts";
import { turnRequestDifferences, turnResultDifferences } from "../diff/turns.ts";
import type { Cassette, CassetteTurn } from "./cassette.ts";
import { Correspondence } from "./correspondence.ts";

/**
 * `locked`: the cassette answers, and a call that it doesn't hold fails. `update`: the bot answers, and what is another than
 * recorded is kept. `passthrough`: the bot answers, and nothing is kept.
 */
export const REPLAY_MODES = ["locked", "update", "passthrough"] as const;
export type ReplayMode = (typeof REPLAY_MODES)[number];

export interface ReplayOptions {
  /** `locked` by default. */
  readonly mode?: ReplayMode;
  /** The bot, for the other two modes. */
  readonly recognizeText?: RecognizeText;
}

/** A call of a replay, and what it means for the cassette. */
export interface ReplayedCall {
  readonly request: TurnRequest;
  /** The recorded turn that it repeats; absent where there is none. */
  readonly recorded?: CassetteTurn;
  readonly result?: TurnResult;
  /** Where the bot's answer is another than the recorded one. */
  readonly differences: readonly Difference[];
}

/** A cassette that plays: the port that it stands for, and what was asked of it. */
export interface Replay {
  /** For `createBridge`, or for `runConversations`. In `locked` it rejects with CASSETTE_MISMATCH. */
  readonly recognizeText: RecognizeText;
  calls(): readonly ReplayedCall[];
  /** Recorded turns that nobody asked for. */
  left(): readonly CassetteTurn[];
  /** Throws CASSETTE_MISMATCH for the first call that the cassette doesn't hold, else for turns that are left. */
  assertDone(): void;
}

/** Plays a cassette. Throws USAGE where a mode needs a bot and has none. */
export function createReplay(cassette: Cassette, { mode = "locked", recognizeText: bot }: ReplayOptions = {}): Replay {
  if (mode !== "locked" && !bot) {
    throw new BridgeError("USAGE", `The mode ${mode} asks a bot, and none was given.`, {
      fix: "Pass recognizeText, or use locked.",
    });
  }
  const ids = new Correspondence();
  const left = cassette.deliveries.flatMap(({ turns }) => turns);
  const calls: ReplayedCall[] = [];
  const misses: BridgeError[] = [];

  /** A session's turns come in their order: only the first of each that is left can be next. */
  const nextTurns = () => left.filter((turn, at) => left.findIndex((one) => sessionOf(one) === sessionOf(turn)) === at);
  const take = (request: TurnRequest): CassetteTurn | undefined => {
    const found = nextTurns().find(
      (turn) => ids.fits(turn.request, request) && requestDifferences(ids, turn, request).length === 0,
    );
    if (found === undefined) return undefined;
    left.splice(left.indexOf(found), 1);
    ids.note(found.request, request);
    return found;
  };

  return {
    async recognizeText(request, options) {
      const recorded = take(request);
      const known = recorded ? { recorded } : {};
      if (mode !== "locked" && bot) {
        const result = await bot(request, options);
        const differences = recorded ? answerDifferences(recorded, result) : [];
        calls.push({ request, ...known, result, differences });
        return result;
      }
      calls.push({ request, ...known, differences: [] });
      if (recorded === undefined) {
        const miss = mismatch(request, nextTurns(), ids);
        misses.push(miss);
        throw miss;
      }
      if (recorded.failure) throw new BridgeError(recorded.failure.code);
      return resultFor(request, recorded);
    },
    calls: () => calls,
    left: () => left,
    assertDone() {
      const [miss] = misses;
      if (miss) throw miss;
      const [first] = left;
      if (first && mode === "locked") {
        const count = left.length === 1 ? "A recorded turn was" : `${left.length} recorded turns were`;
        throw new BridgeError(
          "CASSETTE_MISMATCH",
          `${count} never asked for, the first of them ${JSON.stringify(first.request.text)}.`,
        );
      }
    },
  };
}

function sessionOf({ request }: CassetteTurn): string {
  return `${request.botId} ${request.localeId} ${request.sessionId}`;
}

function requestDifferences(ids: Correspondence, turn: CassetteTurn, request: TurnRequest): Difference[] {
  return turnRequestDifferences(ids.translated(turn.request, request), request);
}

/** Names the recorded turn that is nearest, and how it differs. */
function mismatch(request: TurnRequest, next: readonly CassetteTurn[], ids: Correspondence): BridgeError {
  const asked = `Lex was asked ${JSON.stringify(request.text)}`;
  const ranked = next
    .map((turn) => ({
      turn,
      isSame: ids.fits(turn.request, request),
      differences: requestDifferences(ids, turn, request),
    }))
    .sort((a, b) => Number(b.isSame) - Number(a.isSame) || a.differences.length - b.differences.length);
  const [nearest] = ranked;
  if (!nearest) return new BridgeError("CASSETTE_MISMATCH", `${asked}, and every recorded turn was played.`);
  const how = nearest.isSame
    ? nearest.differences.map((one) => differenceToText(one)).join("; ")
    : "it is another session's, or another bot's";
  return new BridgeError(
    "CASSETTE_MISMATCH",
    `${asked}. The nearest recorded turn is ${JSON.stringify(nearest.turn.request.text)}: ${how}.`,
  );
}

/** What Lex echoes is echoed: its answer names the session and the attributes that it was asked with. */
function resultFor({ sessionId, requestAttributes }: TurnRequest, { result }: CassetteTurn): TurnResult {
  const copy = structuredClone(result ?? {}) as TurnResult;
  return {
    ...copy,
    ...(copy.sessionId ? { sessionId } : {}),
    ...(copy.requestAttributes ? { requestAttributes: { ...requestAttributes } } : {}),
  };
}

/** Where an answer is another than recorded, ids and echoes aside. */
export function answerDifferences({ result, failure }: CassetteTurn, actual: TurnResult): Difference[] {
  if (failure) return [{ path: "turn", what: "turn", expected: failure.code, actual: "an answer" }];
  return turnResultDifferences(comparable(result), comparable(actual));
}

function comparable(result: TurnResult | undefined): unknown {
  const { sessionId: _, requestAttributes: __, interpretations: ___, sessionState, ...rest } = result ?? {};
  const { originatingRequestId: ____, ...state } = sessionState ?? {};
  return { ...rest, sessionState: state };
}

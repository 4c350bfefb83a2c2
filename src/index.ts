/**
 * `chime-lex-bridge`: lets an Amazon Lex V2 bot answer in Amazon Chime SDK messaging channels.
 * @module
 */
import { type AwsOptions, awsPorts } from "./aws/ports.ts";
import { type Bridge, createBridge as createBridgeOn } from "./bridge.ts";
import { openSdkPauses, openSdkTable } from "./claims/dynamodb/open-table.ts";
import { createMemoryClaims } from "./claims/memory.ts";
import { openClaims, openPauses } from "./claims/open.ts";
import { type BridgeConfig, readConfig } from "./config/config.ts";
import { requireClaims, requirePauses } from "./config/require-pauses.ts";
import { regionOf } from "./config/settings.ts";
import { settingsOrError } from "./config/settings-or-error.ts";
import { BridgeError } from "./errors/bridge-error.ts";
import { createDeliveryClock } from "./ports/clock.ts";
import { guardLog } from "./ports/harmless.ts";
import type { Hooks } from "./ports/hooks.ts";
import type { Ports } from "./ports/ports.ts";

export type { Callback } from "../mappers/shapes/callback.ts";
export type { MessageEdit, OutgoingMessage } from "../mappers/shapes/outgoing-message.ts";
export { ProcessorEvent } from "../mappers/shapes/processor-event.ts";
export type { TurnRequest, TurnResult } from "../mappers/shapes/turn.ts";
export type { ChimePorts } from "./aws/chime.ts";
export type { LexPorts, RegionOf } from "./aws/lex.ts";
export type {
  Bridge,
  ConversationKey,
  DeliveryOptions,
  Greeting,
  OwnOccasion,
  OwnWords,
  PauseControls,
  PauseKey,
  Prepared,
} from "./bridge.ts";
export { createMemoryPauses } from "./claims/memory-pauses.ts";
export type { BridgeConfig } from "./config/config.ts";
export { type BridgeErrorOptions, ERRORS, type ErrorCode } from "./errors/bridge-error.ts";
export type { Named } from "./errors/sentence.ts";
export {
  type Answer,
  CLAIM_LIFE_MS,
  type Claim,
  type Claims,
  type ClaimWrite,
  type Placeholder,
  writeToClaim,
} from "./ports/claims.ts";
export {
  type AskedPause,
  PAUSE_LIFE_MS,
  type Pause,
  type Pauses,
  type PauseWrite,
  writeToPause,
} from "./ports/handoff.ts";
export type {
  AfterReply,
  BeforeTurn,
  ChosenBot,
  Hooks,
  IsAgent,
  MessageRuling,
  MessageSender,
  OnHandoff,
  OnMessage,
  OnOutcome,
  TurnContext,
  TurnRuling,
} from "./ports/hooks.ts";
export type {
  CallOptions,
  ChannelFlowCallback,
  ChannelView,
  CountMembers,
  DeleteSession,
  GetChannelMessage,
  GetSession,
  ListChannelMessages,
  Log,
  MessagePage,
  Now,
  Ports,
  PutSession,
  RecognizeText,
  SendChannelMessage,
  SessionKey,
  SessionStart,
  StoredMessage,
  UpdateChannelMessage,
} from "./ports/ports.ts";
export { type Span, type SpanTracer, type Stage, tracerToSpan } from "./ports/span.ts";
export type {
  DecidingStep,
  Decision,
  DecisionStep,
  ErrorRecord,
  Outcome,
  PauseReason,
  SignOfLife,
} from "./read/decision.ts";
export { type AwsOptions, awsPorts, BridgeError };

/** What `createBridge` may be given beside the configuration. */
export interface BridgeFunctions extends Partial<Ports>, Hooks {
  /**
   * What a configuration that can't be read leads to. `release`: it is logged as one error, and every message is released unchanged,
   * outcome `failed`. `throw`, the default: `createBridge` throws CONFIG_INVALID; in a function that makes its bridge as it loads,
   * every message then stays pending.
   */
  readonly onInvalidConfig?: "release" | "throw";
}

/**
 * A bridge: one processor event in, at most one Lex turn, exactly one callback out.
 *
 * `functions` are hooks (`onMessage`, `route`, `locale`, `session`, `requestAttributes`, `sessionAttributes`, `beforeTurn`,
 * `afterReply`, `isAgent`, `onHandoff`, `onOutcome`), and ports. Ports that aren't given are the AWS SDK's clients, `Date.now`, and a log that
 * keeps silent: pass `createLog()` of `chime-lex-bridge/lambda` as `log` for what the handler writes, a structured line and the metrics of every
 * delivery, or a function of your own. Throws CONFIG_INVALID, which lists every wrong option with what it must be, unless
 * `onInvalidConfig` is `release`; USAGE where that is something else.
 */
export function createBridge(
  config: BridgeConfig,
  { onInvalidConfig = "throw", ...functions }: BridgeFunctions = {},
): Bridge {
  if (onInvalidConfig !== "release" && onInvalidConfig !== "throw")
    throw new BridgeError("USAGE", 'onInvalidConfig must be "release" or "throw".');
  const { now = createDeliveryClock() } = functions;
  const log = guardLog(functions.log ?? (() => {}));
  const read = () =>
    requireClaims(requirePauses(readConfig(config), functions.pauses !== undefined), functions.claims !== undefined);
  const settings = onInvalidConfig === "release" ? settingsOrError(read, log) : read();
  const isBroken = settings instanceof BridgeError;
  const claims =
    functions.claims ?? (isBroken ? createMemoryClaims(now) : openClaims(settings, openSdkTable, { log, now }));
  const pauses = functions.pauses ?? (isBroken ? undefined : openPauses(settings, openSdkPauses, now));
  const lexRegion = isBroken ? "us-east-1" : regionOf(settings);
  return createBridgeOn(settings, {
    ...awsPorts({ lexRegion }),
    ...functions,
    now,
    log,
    claims,
    ...(pauses ? { pauses } : {}),
  });
}

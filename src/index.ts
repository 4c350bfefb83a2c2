/**
 * `chime-lex-bridge`: lets an Amazon Lex V2 bot answer in Amazon Chime SDK messaging channels.
 * @module
 */
import { type AwsOptions, awsPorts } from "./aws/ports.ts";
import { type Bridge, createBridge as createBridgeOn } from "./bridge.ts";
import { openSdkTable } from "./claims/dynamodb/open-table.ts";
import { openClaims } from "./claims/open.ts";
import { type BridgeConfig, readConfig } from "./config/config.ts";
import { regionOf } from "./config/settings.ts";
import type { Hooks } from "./ports/hooks.ts";
import type { Ports } from "./ports/ports.ts";

export type { Callback } from "../mappers/shapes/callback.ts";
export type { OutgoingMessage } from "../mappers/shapes/outgoing-message.ts";
export { ProcessorEvent } from "../mappers/shapes/processor-event.ts";
export type { TurnRequest, TurnResult } from "../mappers/shapes/turn.ts";
export type { ChimePorts } from "./aws/chime.ts";
export type { LexPorts, RegionOf } from "./aws/lex.ts";
export type { Bridge, ConversationKey, DeliveryOptions, Prepared } from "./bridge.ts";
export type { BridgeConfig } from "./config/config.ts";
export { BridgeError, ERRORS, type ErrorCode } from "./errors/bridge-error.ts";
export { type Answer, CLAIM_LIFE_MS, type Claim, type Claims, type ClaimWrite, writeToClaim } from "./ports/claims.ts";
export type {
  AfterReply,
  BeforeTurn,
  ChosenBot,
  Hooks,
  MessageRuling,
  OnMessage,
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
  RecognizeText,
  SendChannelMessage,
  SessionKey,
  StoredMessage,
} from "./ports/ports.ts";
export { type Span, type SpanTracer, type Stage, tracerToSpan } from "./ports/span.ts";
export type { DecidingStep, Decision, DecisionStep, ErrorRecord, Outcome } from "./read/record.ts";
export { type AwsOptions, awsPorts };

/**
 * A bridge: one processor event in, at most one Lex turn, exactly one callback out.
 *
 * `functions` are hooks (`onMessage`, `route`, `locale`, `session`, `requestAttributes`, `sessionAttributes`, `beforeTurn`,
 * `afterReply`), and ports. Ports that aren't given are the AWS SDK's clients, `Date.now`, and a log that
 * keeps silent: pass `createLog()` of `chime-lex-bridge/lambda` as `log` for what the handler writes, a structured line and the metrics of every
 * delivery, or a function of your own. Throws CONFIG_INVALID, which lists every wrong option with what it must be.
 */
export function createBridge(config: BridgeConfig, functions: Partial<Ports> & Hooks = {}): Bridge {
  const settings = readConfig(config);
  const { now = Date.now, log = () => {} } = functions;
  const { claims = openClaims(settings, openSdkTable, { log, now }) } = functions;
  return createBridgeOn(settings, { ...awsPorts({ lexRegion: regionOf(settings) }), ...functions, now, log, claims });
}

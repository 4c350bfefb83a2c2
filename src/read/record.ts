import type { DeliveryIds } from "../../mappers/answer/event-to-release.ts";
import type { Verdict } from "../../mappers/gate/gate.ts";
import { MENTIONS_ATTRIBUTE } from "../../mappers/message/read-message.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { utf8Length } from "../../mappers/shapes/utf8.ts";
import type { BridgeError } from "../errors/bridge-error.ts";
import { namedToText } from "../errors/sentence.ts";
import type { Decision, DecisionStep, ErrorRecord, Outcome, SignOfLife } from "./decision.ts";

/** A record with nothing in it yet: as long as nothing else is written, we broke. */
export function openDecision(ids: DeliveryIds): Decision {
  return {
    outcome: "failed",
    messageId: ids.MessageId,
    channelArn: ids.ChannelArn,
    callbackId: ids.CallbackId,
    trace: [],
    timings: { total: 0 },
    sizes: {},
    losses: [],
    retries: { turn: 0, callback: 0, claims: 0, send: 0 },
    warnings: [],
  };
}

type Sized = Pick<Callback["ChannelMessage"], "Content" | "Metadata" | "MessageAttributes">;

/** The sizes of a message as it is posted or sent. */
export function messageToSizes(message: Sized): Decision["sizes"] {
  return {
    ...(message.Content === undefined ? {} : { content: utf8Length(message.Content) }),
    ...(message.Metadata === undefined ? {} : { metadata: utf8Length(message.Metadata) }),
    ...(message.MessageAttributes ? { attributes: utf8Length(JSON.stringify(message.MessageAttributes)) } : {}),
  };
}

/** The largest of each, since the limits apply to each message. */
export function messagesToSizes(messages: readonly Sized[]): Decision["sizes"] {
  const sizes = messages.map(messageToSizes);
  const largest = (name: "content" | "metadata" | "attributes") => Math.max(0, ...sizes.map((size) => size[name] ?? 0));
  return { content: largest("content"), metadata: largest("metadata"), attributes: largest("attributes") };
}

export function errorToRecord({ code, fault, fix, detail, named }: BridgeError): ErrorRecord {
  return { code, fault, fix, ...(detail === undefined ? {} : { detail }), ...(named ? { named } : {}) };
}

/** Records that may hold what people wrote. */
const OPEN = new WeakSet<Decision>();

/** `logContent` is on: the record may hold what people wrote. */
export function allowContent(decision: Decision): void {
  OPEN.add(decision);
}

/** What a step saw. */
type Seen = Omit<DecisionStep, "pass">;

/** The message passed a step. */
export function pass(decision: Decision, step: Seen): void {
  decision.trace = [...decision.trace, { ...step, pass: true }];
}

/** A step decides that the message is let through or dropped. */
export function stop(decision: Decision, kind: "release" | "deny", step: Seen): void {
  decision.trace = [...decision.trace, { ...step, pass: false }];
  decision.verdict = { kind, reason: step.step };
}

/** The gate's verdict, after what came before it. */
export function judge(decision: Decision, verdict: Verdict): void {
  decision.trace = [...decision.trace, ...verdict.trace];
  if (verdict.kind === "ask") return;
  decision.verdict = verdict.kind === "turn" ? { kind: "turn" } : { kind: verdict.kind, reason: verdict.reason };
}

/** A warning is said once, however often it comes about. */
export function warn(decision: Decision, warning: string): void {
  if (!decision.warnings.includes(warning)) decision.warnings.push(warning);
}

/** A warning of a call that failed: why, as far as it may be told, in words of what that means here. */
export function warnOf(decision: Decision, error: BridgeError, toWarning: (why: string) => string): void {
  warn(decision, toWarning(`${error.detail ?? error.code}${namedToText(error.named)}`));
  quote(decision, error);
}

export function fail(decision: Decision, error: BridgeError): void {
  decision.error = errorToRecord(error);
  quote(decision, error);
}

/** A service's own sentence, where the record may hold it. */
function quote(decision: Decision, { sentence }: BridgeError): void {
  const { sentences = [] } = decision.content ?? {};
  if (!OPEN.has(decision) || sentence === undefined || sentences.includes(sentence)) return;
  decision.content = { ...decision.content, sentences: [...sentences, sentence] };
}

/** No callback went through: the invocation fails. */
export function leavePending(decision: Decision, error: BridgeError): void {
  decision.outcome = "failed";
  decision.pending = true;
  fail(decision, error);
}

/** The user's message is out, but not every part of the answer: the invocation fails. */
export function leaveUnsent(decision: Decision, error: BridgeError): void {
  decision.outcome = "failed";
  decision.unsent = true;
  fail(decision, error);
}

/** How the delivery ended. */
export function end(decision: Decision, outcome: Outcome): void {
  decision.outcome = outcome;
}

/** What went out came from the store: our own error, sizes and losses don't describe it, but for what was lost as we sent it. */
export function disown(
  decision: Decision,
  remembered: { readonly error?: ErrorRecord },
  losses: Decision["losses"],
): void {
  delete decision.error;
  delete decision.sizes.contentBefore;
  decision.losses = losses;
  if (remembered.error) decision.error = remembered.error;
}

/** Whose message it is, and whose conversation. */
export function noteConversation(
  decision: Decision,
  { sessionId = "", bot }: Pick<Decision, "sessionId" | "bot">,
  subChannelId: string | null | undefined,
): void {
  const isHidden = Boolean(subChannelId) && !OPEN.has(decision);
  decision.sessionId = isHidden ? sessionId.replace(`:${subChannelId}:`, ":*:") : sessionId;
  if (bot) decision.bot = bot;
}

/** What the bot said, as far as the record may hold it. */
export function noteReply(decision: Decision, { intent, content }: Pick<Decision, "intent" | "content">): void {
  if (intent) decision.intent = intent;
  if (content) decision.content = { ...decision.content, ...content };
}

/** What of the bot's answer could not be read, or sent. */
export function noteLosses(decision: Decision, losses: Decision["losses"]): void {
  decision.losses = [...decision.losses, ...losses];
}

/** What an answer weighs, and what it lost on the way, after what was lost when it was read. */
export function noteAnswer(decision: Decision, { sizes, losses }: Pick<Decision, "sizes" | "losses">): void {
  decision.sizes = sizes;
  decision.losses = [...decision.losses, ...(OPEN.has(decision) ? losses : losses.map(withoutSendersName))];
}

/** Attributes that a message brought along are the sender's, in name and value; but for the one that the developer guide names. */
function withoutSendersName({ name, ...loss }: Decision["losses"][number]): Decision["losses"][number] {
  const isKnown = name?.startsWith("CHIME.LEX.sessionState.") || name === MENTIONS_ATTRIBUTE;
  return isKnown && name !== undefined ? { ...loss, name } : loss;
}

/** The sizes of what is posted in the end. How large it was before it was cut is still known. */
export function notePosted(decision: Decision, sizes: Decision["sizes"]): void {
  const { contentBefore } = decision.sizes;
  decision.sizes = { ...sizes, ...(contentBefore === undefined ? {} : { contentBefore }) };
}

export function noteSent(decision: Decision, sent: { parts: number; of: number }): void {
  decision.sent = sent;
}

/** Something was sent to show people that the bot is at work. */
export function noteSign(decision: Decision, sign: SignOfLife): void {
  decision.signs = [...(decision.signs ?? []), sign];
}

/** The pause that silenced this delivery, or that it wrote. */
export function notePause(decision: Decision, { reason, since, made }: NonNullable<Decision["pause"]>): void {
  const { behind } = decision.pause ?? {};
  decision.pause = { reason, since, ...(made ? { made } : {}), ...(behind ? { behind } : {}) };
}

/** One more of the bot's messages was on its way when a person took over. */
export function countBehind(decision: Decision, { reason, since }: NonNullable<Decision["pause"]>): void {
  const { made, behind = 0 } = decision.pause ?? {};
  decision.pause = { reason, since, ...(made ? { made } : {}), behind: behind + 1 };
}

export function noteRequest(decision: Decision, requestId: string): void {
  decision.requestId = requestId;
}

/** How long a stage took, in milliseconds. */
export function time(decision: Decision, stage: keyof Decision["timings"], ms: number): void {
  decision.timings[stage] = ms;
}

/** The same for a stage that runs more than once. */
export function addTime(decision: Decision, stage: keyof Decision["timings"], ms: number): void {
  time(decision, stage, (decision.timings[stage] ?? 0) + ms);
}

export function countRetry(decision: Decision, call: keyof Decision["retries"]): void {
  decision.retries[call]++;
}

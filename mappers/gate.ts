import { inputToMetadata } from "./input-to-metadata.ts";
import { findMention } from "./mentions.ts";
import { messageToText } from "./message-to-text.ts";
import { isEnvelope } from "./read-envelope.ts";
import type { ChannelMessage } from "./shapes/channel-message.ts";
import { LEX_TEXT_MAX } from "./shapes/limits.ts";

/** The gate's steps, in their order. The first that fails releases the message, for the reason of the same name. */
export const GATE_STEPS = [
  "not-standard",
  "own-message",
  "bot-message",
  "envelope",
  "not-text",
  "edit",
  "no-text",
  "targeted-elsewhere",
  "not-invoked",
  "text-too-long",
  "input-would-be-lost",
] as const;
export type GateStep = (typeof GATE_STEPS)[number];

/** One step of the gate: what it would stop, whether the message passed, and what it saw. */
export interface TraceStep {
  readonly step: GateStep;
  readonly pass: boolean;
  readonly because: string;
}
export type Trace = readonly TraceStep[];

/** What the gate decides: take a turn with this text, or let the message through unchanged for this reason. */
export type Verdict =
  | { readonly kind: "turn"; readonly text: string; readonly input: string; readonly trace: Trace }
  | { readonly kind: "release"; readonly reason: GateStep; readonly trace: Trace };

/** What the gate needs to know beside the message. All of it is data: looking things up is not the gate's business. */
export interface GateRules {
  /** The bot's own ARN (`…/bot/<id>`); undefined where it isn't configured. */
  readonly botArn: string | undefined;
  readonly standardMessages: "ALL" | "MENTIONS" | "NONE";
  readonly targetedMessages: "ALL" | "NONE";
  readonly mentionsPath: string;
  readonly edits: "ignore" | "answer";
  readonly longText: "error" | "release" | "truncate";
  /** Whether the reply will stand in the place of the user's words, which then have to fit into Metadata. */
  readonly keepInput: boolean;
  /** Whether the message's ContentType is text (`src/media.ts`); a message without one is. */
  readonly isText: boolean;
}

type Check = (message: ChannelMessage, rules: GateRules, text: string) => { pass: boolean; because: string };

const CHECKS: Readonly<Record<GateStep, Check>> = {
  "not-standard": ({ Type }) => ({
    pass: !Type || Type === "STANDARD",
    because: Type ? `Type is ${Type}` : "Type is absent",
  }),
  "own-message": ({ Sender }, { botArn }) => ({
    pass: Sender.Arn !== botArn,
    because: botArn ? "compared with appInstanceBotArn" : "appInstanceBotArn is not configured",
  }),
  "bot-message": ({ Sender }) => {
    const bot = isBotArn(Sender.Arn);
    return { pass: !bot, because: bot ? "the sender is an AppInstanceBot" : "the sender is no bot" };
  },
  envelope: ({ ContentType }, _rules, text) => {
    const envelope = isEnvelope(text, ContentType);
    return { pass: !envelope, because: envelope ? "already a bot's reply" : "not a bot's reply" };
  },
  "not-text": ({ ContentType }, { isText }) => ({
    pass: isText,
    because: ContentType ? `ContentType is ${ContentType}` : "ContentType is absent",
  }),
  edit: (message, { edits }) => {
    const edited = isEdit(message);
    return {
      pass: !edited || edits === "answer",
      because: edited ? `an edit, and edits is ${edits}` : "LastEditedTimestamp tells of no edit",
    };
  },
  "no-text": (_message, _rules, text) => {
    const blank = text.trim() === "";
    return { pass: !blank, because: blank ? "empty or white space only" : `${text.length} characters` };
  },
  "targeted-elsewhere": ({ Target }, { botArn }) => {
    if (!Target?.length) return { pass: true, because: "Target is absent" };
    const ours = botArn !== undefined && Target.some(({ MemberArn }) => MemberArn === botArn);
    return { pass: ours, because: ours ? "targeted at the bot" : "targeted at someone else" };
  },
  "not-invoked": (message, rules) => isInvoked(message, rules),
  "text-too-long": (_message, { longText }, text) => {
    const long = text.trim().length > LEX_TEXT_MAX;
    return {
      pass: !long || longText !== "release",
      because: `${text.trim().length} of ${LEX_TEXT_MAX} characters, longText is ${longText}`,
    };
  },
  "input-would-be-lost": ({ Metadata }, { keepInput }, text) => {
    if (!keepInput) return { pass: true, because: "keepInput is off" };
    const kept = inputToMetadata(text, Metadata) !== undefined;
    return {
      pass: kept,
      because: kept ? "Metadata can keep the user's words" : "Metadata can't keep the user's words",
    };
  },
};

/**
 * Whether the bot speaks. The trace names every step that was taken, so that silence can be explained.
 *
 * `text` of a turn is what Lex gets before `longText` is applied, `input` what the user wrote.
 */
export function gate(message: ChannelMessage, rules: GateRules): Verdict {
  const input = messageToText(message);
  const trace: TraceStep[] = [];
  for (const step of GATE_STEPS) {
    const { pass, because } = CHECKS[step](message, rules, input);
    trace.push({ step, pass, because });
    if (!pass) return { kind: "release", reason: step, trace };
  }
  return { kind: "turn", text: input.trim(), input, trace };
}

function isInvoked(message: ChannelMessage, rules: GateRules): { pass: boolean; because: string } {
  if (message.Target?.length) {
    return { pass: rules.targetedMessages === "ALL", because: `targetedMessages is ${rules.targetedMessages}` };
  }
  if (rules.standardMessages !== "MENTIONS") {
    return { pass: rules.standardMessages === "ALL", because: `standardMessages is ${rules.standardMessages}` };
  }
  if (rules.botArn === undefined) {
    return { pass: false, because: "standardMessages is MENTIONS: appInstanceBotArn is not configured" };
  }
  const { mentioned, because } = findMention(message, rules.botArn, rules.mentionsPath);
  return { pass: mentioned, because: `standardMessages is MENTIONS: ${because}` };
}

/** An AppInstanceBot's ARN ends in `/bot/<id>`, a user's in `/user/<id>` (developer guide, "Using AppInstanceBots"). */
function isBotArn(arn: string): boolean {
  return /:app-instance\/[^/]+\/bot\/[^/]+$/.test(arn);
}

/** The format of timestamps in the event is unverified, so two are equal if they are the same text or the same instant. */
function isEdit({ CreatedTimestamp, LastEditedTimestamp }: ChannelMessage): boolean {
  if (LastEditedTimestamp === undefined || LastEditedTimestamp === null || LastEditedTimestamp === "") return false;
  if (CreatedTimestamp === undefined || CreatedTimestamp === null) return true;
  if (timestampText(LastEditedTimestamp) === timestampText(CreatedTimestamp)) return false;
  const [edited, created] = [instant(LastEditedTimestamp), instant(CreatedTimestamp)];
  return Number.isNaN(edited) || Number.isNaN(created) || edited !== created;
}

function instant(timestamp: unknown): number {
  return typeof timestamp === "number" ? timestamp : Date.parse(timestampText(timestamp));
}

/** As JSON writes it where it is no text: any other question could be answered by what came, and break. */
function timestampText(timestamp: unknown): string {
  return typeof timestamp === "string" ? timestamp : (JSON.stringify(timestamp) ?? "");
}

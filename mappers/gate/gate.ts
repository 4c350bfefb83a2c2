import { findApplicationMark } from "../message/application-data.ts";
import { metadataToAttachments } from "../message/attachments.ts";
import { isBotArn } from "../message/bot-arn.ts";
import { isEnvelope } from "../message/envelope.ts";
import { isEdit } from "../message/is-edit.ts";
import { messageToText } from "../message/message-to-text.ts";
import { inputToMetadata } from "../message/metadata.ts";
import { isTargetUnreadable } from "../message/read-message.ts";
import { typeToName } from "../message/type-to-name.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { isBlank } from "../shapes/is-blank.ts";
import { LEX_TEXT_MAX } from "../shapes/limits.ts";
import { findAliases } from "./alias-mentions.ts";
import { attachmentsToText } from "./attachments-to-text.ts";
import { type Choice, chooseBot, targetedBot } from "./choose-bot.ts";
import { botName, type GateBot, type GateRules } from "./gate-rules.ts";
import { aliasesOf } from "./mentions.ts";
import { cutMention } from "./strip-mention.ts";

export type { GateBot, GateRules } from "./gate-rules.ts";

/** The gate's steps, in their order. The first that fails releases the message, for the reason of the same name. */
export const GATE_STEPS = [
  "not-standard",
  "own-message",
  "bot-message",
  "envelope",
  "application-message",
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

/**
 * What the gate decides. `turn`: this bot gets this text. `release`: the message goes through unchanged, for this reason. `ask`: the caller must
 * look something up and run the gate again. `bot` is an index of `GateRules.bots`: the bot that speaks, that was chosen but stays silent, or
 * that needs the channel's members counted.
 */
export type Verdict =
  | {
      readonly kind: "turn";
      readonly bot: number;
      readonly text: string;
      readonly input: string;
      readonly trace: Trace;
    }
  | { readonly kind: "release"; readonly reason: GateStep; readonly trace: Trace; readonly bot?: number }
  | { readonly kind: "ask"; readonly what: "route" | "members"; readonly bot?: number; readonly trace: Trace };

/** What a step looks at. The chosen bot and the text for Lex are known from `not-invoked` on. */
interface Seen {
  readonly message: ChannelMessage;
  readonly rules: GateRules;
  readonly input: string;
  readonly text: string;
  /** The names of the message's files, or nothing. */
  readonly files: string;
  readonly bot: GateBot | undefined;
}
type Check = (seen: Seen) => { pass: boolean; because: string };

/** The types that Chime's pages name (`docs/facts.md` §2). */
const TYPES: ReadonlySet<string> = new Set(["STANDARD", "CONTROL", "SYSTEM"]);

const CHECKS: Readonly<Record<Exclude<GateStep, "not-invoked">, Check>> = {
  "not-standard": ({ message: { Type } }) => ({
    pass: !Type || Type === "STANDARD",
    because: `Type is ${Type ? (TYPES.has(Type) ? Type : "of another form") : "absent"}`,
  }),
  "own-message": ({ message: { Sender }, rules: { bots } }) => ({
    pass: bots.every(({ arn }) => arn !== Sender.Arn),
    because: bots.some(({ arn }) => arn !== undefined)
      ? "compared with appInstanceBotArn"
      : "appInstanceBotArn is not configured",
  }),
  "bot-message": ({ message: { Sender } }) => {
    const bot = isBotArn(Sender.Arn);
    return { pass: !bot, because: bot ? "the sender is an AppInstanceBot" : "the sender isn't a bot" };
  },
  envelope: ({ message: { ContentType }, input }) => {
    const envelope = isEnvelope(input, ContentType);
    return { pass: !envelope, because: envelope ? "already a bot's reply" : "not a bot's reply" };
  },
  "application-message": ({ message, input, rules: { applicationPaths = [] } }) => {
    const mark = findApplicationMark(message, input, applicationPaths);
    const because = mark ? `${mark.where} holds ${mark.path}` : "no member of applicationPaths";
    return { pass: mark === undefined, because };
  },
  "not-text": ({ message: { ContentType }, rules: { isText, isLookedUp } }) => ({
    pass: isText,
    because: `ContentType is ${typeToName(ContentType)}${isLookedUp ? " (looked up)" : ""}`,
  }),
  edit: ({ message, rules: { edits } }) => {
    const edited = isEdit(message);
    return {
      pass: !edited || edits === "answer",
      because: edited ? `an edit, and edits is ${edits}` : "LastEditedTimestamp shows no edit",
    };
  },
  "no-text": ({ input, files }) => {
    if (!isBlank(input)) return { pass: true, because: `${input.length} characters` };
    return files === ""
      ? { pass: false, because: "empty or white space only" }
      : { pass: true, because: "files, no words" };
  },
  "targeted-elsewhere": ({ message, rules }) => {
    const how = rules.isLookedUp ? "looked up" : "not looked up";
    if (!message.Target?.length) return { pass: true, because: `Target is absent (${how})` };
    if (isTargetUnreadable(message.Target)) return { pass: true, because: `Target can't be read (${how})` };
    const bot = targetedBot(message, rules);
    return {
      pass: bot !== undefined,
      because: `targeted at ${bot === undefined ? "someone else" : botName(rules.bots, bot)}`,
    };
  },
  "text-too-long": ({ bot, text }) => ({
    pass: text.length <= LEX_TEXT_MAX || bot?.longText !== "release",
    because: `${text.length} of ${LEX_TEXT_MAX} characters, longText is ${bot?.longText}`,
  }),
  "input-would-be-lost": ({ message: { Metadata }, rules: { keepInput }, input }) => {
    if (!keepInput) return { pass: true, because: "keepInput is off" };
    const kept = inputToMetadata(input, Metadata) !== undefined;
    return {
      pass: kept,
      because: kept ? "Metadata can keep the user's words" : "Metadata can't keep the user's words",
    };
  },
};

/**
 * Decides whether a bot speaks, and which. The trace names every step taken, so that it explains silence; it never quotes a message.
 *
 * A turn's `text` is what Lex gets before `longText` applies: the user's words without the bot's mention, or the names of files sent without
 * words. `input` is what the user wrote.
 */
export function gate(message: ChannelMessage, rules: GateRules): Verdict {
  const input = messageToText(message);
  const trace: TraceStep[] = [];
  let choice: Choice | undefined;
  const files = isBlank(input) ? filesOf(message, rules) : "";
  let seen: Seen = { message, rules, input, text: input, files, bot: undefined };
  for (const step of GATE_STEPS) {
    if (step === "not-invoked") {
      choice = chooseBot(message, input, rules);
      if (choice.kind === "ask") return { ...choice, trace };
      trace.push({ step, pass: choice.kind === "bot", because: choice.because });
      if (choice.kind === "bot")
        seen = { ...seen, bot: rules.bots[choice.bot], text: files || withoutMention(input, choice.bot, rules) };
    } else trace.push({ step, ...CHECKS[step](seen) });
    if (trace.at(-1)?.pass) continue;
    return { kind: "release", reason: step, trace, ...(choice?.bot === undefined ? {} : { bot: choice.bot }) };
  }
  return { kind: "turn", bot: choice?.bot ?? 0, text: seen.text, input, trace };
}

function filesOf({ Metadata }: ChannelMessage, { attachmentsPath }: GateRules): string {
  return attachmentsPath === undefined ? "" : attachmentsToText(metadataToAttachments(Metadata, attachmentsPath));
}

function withoutMention(input: string, bot: number, { bots }: GateRules): string {
  const aliases = aliasesOf(bots);
  // The search for names lies in a file of the function that a bot without names never loads.
  const mention = aliases.length > 0 ? findAliases(input, aliases).find((one) => one.bot === bot) : undefined;
  return (mention ? cutMention(input, mention) : input).trim();
}

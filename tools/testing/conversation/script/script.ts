import * as z from "zod/mini";
import { GATE_STEPS } from "../../../../mappers/gate/gate.ts";
import { LOSS_KINDS } from "../../../../mappers/shapes/reply.ts";
import { OPERATIONS } from "../../../emulator/channel/faults/faults.ts";
import type { FaultInput } from "../../../emulator/index.ts";
import { durationToMs } from "./duration.ts";

/** A text to compare with: the whole of it, or a regular expression that it must match somewhere. */
const Text = z.union(
  [
    z.string(),
    z.strictObject({ pattern: z.string().check(z.refine((text) => isPattern(text), "must be a regular expression")) }),
  ],
  "must be a text, or { pattern: a regular expression }",
);
export type ExpectedText = z.infer<typeof Text>;

const Button = z.union(
  [Text, z.strictObject({ text: Text, value: z.optional(Text) })],
  "must be a button's text, or { text, value }",
);

/** A card. What isn't given isn't looked at; `buttons` are all of them, in order. */
const Card = z.strictObject(
  {
    title: z.optional(Text),
    subtitle: z.optional(Text),
    image: z.optional(Text),
    buttons: z.optional(z.array(Button, "must be a list of buttons")),
  },
  "must be a card: title, subtitle, image, buttons",
);
export type ExpectedCard = z.infer<typeof Card>;

/** One message of the bot, in one of five ways. */
const MESSAGE = {
  text: z.optional(z.string("must be a text")),
  pattern: z.optional(
    z.string("must be a regular expression").check(z.refine((text) => isPattern(text), "must be a regular expression")),
  ),
  ssml: z.optional(z.string("must be a text")),
  card: z.optional(Card),
  payload: z.optional(z.unknown()),
};
const Message = z
  .strictObject(MESSAGE, "must be a message: text, pattern, ssml, card or payload")
  .check(
    z.refine((one) => Object.keys(one).length === 1, "must have exactly one of text, pattern, ssml, card, payload"),
  );
export type ExpectedMessage = z.infer<typeof Message>;

const Texts = z.record(z.string(), z.string("must be a text"), "must be names with their values");
const Names = z.array(z.string("must be a text"), "must be a list of texts");
const Values = z.union([z.string(), z.array(z.string())], "must be a text or a list of texts");
const states = [
  "InProgress",
  "ReadyForFulfillment",
  "Fulfilled",
  "Failed",
  "FulfillmentInProgress",
  "Waiting",
] as const;
const outcomes = ["replied", "errored", "released", "denied", "settled", "yielded", "failed"] as const;
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `must be one of ${words.join(", ")}`);
/** Numbers are written as texts: whatever stands in a script is taken as it is written. */
const wholeNumber = z.pipe(
  z.string("must be a whole number").check(z.regex(/^\d{1,9}$/, "must be a whole number")),
  z.transform((text: string) => Number(text)),
);

/**
 * What is expected of an answer: a message of it, nothing said at all, or facts that stand beside. A `prompt` is what a test set's
 * agent says, which nothing is compared with.
 */
export const BotStep = z.strictObject(
  {
    ...MESSAGE,
    oneOf: z.optional(
      z.array(Message, "must be a list of messages").check(z.minLength(2, "must hold two messages or more")),
    ),
    silence: z.optional(z.literal(true, "must be true")),
    rest: z.optional(z.literal("any", "must be any")),
    error: z.optional(wholeNumber),
    prompt: z.optional(z.string("must be a text")),
    intent: z.optional(z.nullable(z.string("must be an intent's name"))),
    heard: z.optional(z.record(z.string(), z.string(), "must be slots with their values")),
    state: z.optional(oneOf(states)),
    elicits: z.optional(z.string("must be a slot's name")),
    slots: z.optional(z.record(z.string(), z.nullable(Text), "must be slots with their values")),
    attributes: z.optional(z.record(z.string(), Values, "must be message attributes with their values")),
    sessionAttributes: z.optional(
      z.record(z.string(), z.nullable(Text), "must be session attributes with their values"),
    ),
    outcome: z.optional(oneOf(outcomes)),
    reason: z.optional(oneOf([...GATE_STEPS, "onMessage", "paused"])),
    losses: z.optional(
      z.array(z.enum(LOSS_KINDS, `must be one of ${LOSS_KINDS.join(", ")}`), "must be a list of losses"),
    ),
    to: z.optional(z.array(z.string(), "must be a list of members")),
  },
  "must be a text, or an object of a message and facts about it",
);
export type BotStep = z.infer<typeof BotStep>;

/** What a member sends: a text, or the button that is pressed. */
export const UserStep = z
  .strictObject(
    {
      text: z.optional(z.string("must be a text")),
      press: z.optional(z.string("must be a button's text")),
      as: z.optional(z.string("must be a member's name or ARN")),
      mentions: z.optional(z.array(z.string(), "must be a list of members")),
      to: z.optional(z.string("must be a member's name or ARN")),
      type: z.optional(oneOf(["STANDARD", "CONTROL"])),
      contentType: z.optional(z.string("must be a content type")),
      metadata: z.optional(z.unknown()),
      attributes: z.optional(z.record(z.string(), Values, "must be message attributes with their values")),
      requestAttributes: z.optional(Texts),
      sessionAttributes: z.optional(Texts),
      contexts: z.optional(Names),
      hints: z.optional(Names),
    },
    "must be a text, or an object of text or press, and of as, to and the rest of a message",
  )
  .check(
    z.refine(({ text, press }) => (text === undefined) !== (press === undefined), "must have either text or press"),
  );
export type UserStep = z.infer<typeof UserStep>;

/** Who joins, and how many times the stream of memberships brings it. */
export const JoinStep = z.strictObject(
  {
    member: z.string("must be a member's name or ARN"),
    times: z.optional(wholeNumber.check(z.refine((times) => times > 0, "must be 1 or more"))),
  },
  "must be a member's name or ARN, or an object of member and times",
);
export type JoinStep = z.infer<typeof JoinStep>;
export const LeaveStep = z.string("must be a member's name or ARN");
const Of = z.optional(z.string("must be a member's name or ARN"));
/** A person takes over, by a call of the embedding code: the channel, or one member's conversation. */
export const PauseStep = z.strictObject(
  { of: Of, for: z.optional(duration()) },
  "must be true, or an object of of and for",
);
export type PauseStep = z.infer<typeof PauseStep>;
export const ResumeStep = z.strictObject({ of: Of }, "must be true, or an object of of");
export type ResumeStep = z.infer<typeof ResumeStep>;

const Fault = z
  .strictObject({
    status: z.optional(wholeNumber),
    name: z.optional(z.string()),
    hang: z.optional(z.literal(true, "must be true")),
    cut: z.optional(z.literal(true, "must be true")),
    delay: z.optional(duration()),
    times: z.optional(wholeNumber),
  })
  .check(
    z.refine(
      ({ status, hang, cut, delay }) => [status, hang, cut, delay].filter((one) => one !== undefined).length === 1,
      "must have exactly one of status, hang, cut, delay",
    ),
  );
export type ScriptFault = z.infer<typeof Fault>;

/** What a service does wrong from here on, by operation; null ends it. */
export const AssignedFaults = z.partialRecord(z.enum(OPERATIONS), z.nullable(Fault));
export type AssignedFaults = z.infer<typeof AssignedFaults>;

/** A fault by its name, with its parameters as they are written; `none` ends all that were named. */
export const NamedFault = z.looseObject({ name: z.string("must be a fault's name"), times: z.optional(wholeNumber) });
export type NamedFault = z.infer<typeof NamedFault>;

export const WaitStep = duration();

/** The head of a script. Its steps are read one by one, by the one key that each has. */
export const Head = z.strictObject({
  /** For editors: `chime-lex-bridge/schemas/script.json`. */
  $schema: z.optional(z.string("must be the path of a JSON Schema")),
  title: z.string("must be a sentence"),
  conversation: z.optional(z.string("must be a text")),
  bot: z.optional(z.string("must be the path of a Lex V2 export")),
  codeHooks: z.optional(
    z.record(
      z.string(),
      z.string("must be a module or an address"),
      "must be the bots' functions by their bots' names",
    ),
  ),
  config: z.optional(z.record(z.string(), z.unknown(), "must be options of the bridge")),
  fulfillment: z.optional(oneOf(["failed", "fulfilled"])),
  clock: z.optional(
    z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), "must be a time in ISO 8601")),
  ),
  seed: z.optional(wholeNumber),
  turns: z.array(z.unknown(), "must be a list of steps").check(z.minLength(1, "must not be empty")),
});

/** One step of a conversation, and the line it stands on. Durations are milliseconds. */
export type Step = { readonly line: number } & (
  | { readonly kind: "user" | "agent"; readonly user: UserStep }
  | { readonly kind: "join"; readonly join: JoinStep }
  | { readonly kind: "leave"; readonly member: string }
  | { readonly kind: "pause"; readonly pause: PauseStep }
  | { readonly kind: "resume"; readonly resume: ResumeStep }
  | { readonly kind: "bot"; readonly bot: BotStep }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "fault"; readonly assigned: AssignedFaults }
  | { readonly kind: "fault"; readonly named: FaultInput | "none" }
);

/** A conversation, read. `bot` and the modules of `codeHooks` are absolute paths. */
export interface Conversation extends Omit<z.infer<typeof Head>, "turns"> {
  readonly file: string;
  readonly steps: readonly Step[];
}

function duration() {
  const message = "must be a duration such as 500 ms, 30 s, 10 m, 2 h or 1 d";
  return z.pipe(
    z.string(message).check(z.refine((text) => durationToMs(text) !== undefined, message)),
    z.transform((text: string) => durationToMs(text) ?? 0),
  );
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

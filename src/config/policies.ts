import * as z from "zod/mini";

export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be one of ${words.join(", ")}`);
export const yesOrNo = () => z.boolean("must be true or false");
const sentence = () =>
  z
    .string("must be a text")
    .check(z.minLength(1, "must not be empty"), z.maxLength(1024, "must be at most 1024 characters"));
const names = () =>
  z.array(
    z
      .string("must be a name")
      .check(z.minLength(1, "must not be empty"), z.maxLength(64, "must be at most 64 characters")),
    "must be a list of names",
  );
const LOCALE_OR_ANY = /^(\*|[a-z]{2,3}(_[A-Za-z0-9]{2,4})?)$/;
const CODE_OR_DEFAULT = /^(default|\d{3})$/;
/** Lex reserves the first for itself (`docs/facts.md` §3), the bridge the second. */
export const RESERVED_ATTRIBUTE = /^(x-amz-lex:|CHIME\.)/i;

const failureTexts = () =>
  z.record(
    z.string().check(z.regex(LOCALE_OR_ANY, "must be a locale such as de_DE, a language such as de, or *")),
    z.record(
      z.string().check(z.regex(CODE_OR_DEFAULT, "must be a code of three digits, or default")),
      sentence(),
      "must be an object of texts by code",
    ),
    "must be an object of texts by locale",
  );
const requestAttributes = () =>
  z.record(
    z.string().check(
      z.minLength(1, "must not be empty"),
      z.refine(
        (name) => !RESERVED_ATTRIBUTE.test(name),
        "is reserved: names under x-amz-lex: and CHIME. belong to Lex and to the bridge",
      ),
    ),
    z.string("must be a text"),
    "must be an object of texts",
  );
const sessionAttributes = () =>
  z.record(
    z.string().check(z.minLength(1, "must not be empty")),
    z.string("must be a text"),
    "must be an object of texts",
  );

/**
 * How a bot answers. Each of these may stand beside `bots`, for all of them, and in a bot, for it alone.
 */
export const POLICIES = {
  onFailure: oneOf("error", "message", "release", "deny"),
  failureText: z.optional(sentence()),
  failureTexts: failureTexts(),
  emptyReply: oneOf("release", "envelope", "deny"),
  longText: oneOf("error", "release", "truncate"),
  private: yesOrNo(),
  push: oneOf("off", "preview", "generic"),
  pushTitle: z.optional(
    z
      .string("must be a text")
      .check(z.minLength(1, "must not be empty"), z.maxLength(50, "must be at most 50 characters")),
  ),
  session: oneOf("sender-in-channel", "channel", "sender"),
  sharedSlot: oneOf("anyone", "asker"),
  resetPhrases: names(),
  resetText: sentence(),
  requestAttributes: requestAttributes(),
  sessionAttributes: sessionAttributes(),
  sendSessionAttributes: names(),
  exportSlots: names(),
  exportSessionAttributes: names(),
  exportDeny: names(),
} as const;

/** What holds where neither the configuration nor the bot says otherwise. */
export const POLICY_DEFAULTS = {
  onFailure: "error",
  failureTexts: {},
  emptyReply: "release",
  longText: "error",
  private: false,
  push: "off",
  session: "sender-in-channel",
  sharedSlot: "anyone",
  resetPhrases: [],
  resetText: "All right, let's start over.",
  requestAttributes: {},
  sessionAttributes: {},
  sendSessionAttributes: [],
  exportSlots: [],
  exportSessionAttributes: [],
  exportDeny: [],
} as const;

const Policies = z.strictObject(POLICIES);
/** The policies of one bot, complete. */
export type BotPolicies = z.output<typeof Policies>;

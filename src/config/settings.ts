import type { HANDOFF_OPTIONS, OptionRow, POLICIES } from "./options.ts";
import type { ValueOf } from "./rule.ts";

type Rows = Readonly<Record<string, OptionRow>>;
type Required<R extends Rows> = {
  [Name in keyof R]: R[Name] extends { fallback: unknown } | { isOptional: true } ? never : Name;
}[keyof R];
type Absent<R extends Rows> = { [Name in keyof R]: R[Name] extends { isOptional: true } ? Name : never }[keyof R];

/** Options as they are given: required are only those that have no default and aren't optional. */
export type Input<R extends Rows> = { [Name in Required<R>]: ValueOf<R[Name]["rule"]> } & {
  [Name in Exclude<keyof R, Required<R>>]?: ValueOf<R[Name]["rule"]> | undefined;
};

/** Options after reading, complete. */
export type Output<R extends Rows> = { [Name in Exclude<keyof R, Absent<R>>]: ValueOf<R[Name]["rule"]> } & {
  [Name in Absent<R>]?: ValueOf<R[Name]["rule"]> | undefined;
};

/** The policies of one bot, complete. */
export type BotPolicies = Output<typeof POLICIES>;

/** When a person takes over, complete. */
export type HandoffSettings = Output<typeof HANDOFF_OPTIONS>;

/** A bot that a delivery can be for, with its alias ARN parsed and its policies complete. */
export interface BotSettings extends BotPolicies {
  readonly region: string;
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly appInstanceBotArn: string | undefined;
  readonly aliases: readonly string[];
  readonly standardMessages: "ALL" | "AUTO" | "MENTIONS" | "NONE";
  readonly targetedMessages: "ALL" | "NONE";
}

/** The configuration after reading: complete, legal, and with nothing left to look up. Times are milliseconds. */
export interface Settings {
  /** In the order of the configuration, which decides if nothing else does. */
  readonly bots: readonly [BotSettings, ...BotSettings[]];
  readonly delivery: "replace" | "reply";
  readonly edits: "ignore" | "answer";
  readonly keepInput: boolean;
  readonly lookup: boolean;
  readonly mentionsPath: string;
  readonly attachmentsPath: string;
  readonly applicationPaths: readonly string[];
  readonly nativeEmpty: "release" | "deny";
  readonly nativeError: "release" | "message";
  readonly claims: { readonly table?: string | undefined };
  /** Absent: nobody takes over, and no pause is ever read. */
  readonly handoff?: HandoffSettings;
  readonly claimReleases: boolean;
  readonly onUnknownTurn: "failure" | "release" | "again";
  readonly requestsPerSecond: number;
  readonly rememberDays: number;
  readonly turnTimeoutMs: number;
  readonly reserveMs: number;
  readonly logContent: boolean;
}

/** The region of each Lex bot alias, as its ARN names it. */
export function regionOf({ bots }: Settings): (bot: { readonly botId: string; readonly botAliasId: string }) => string {
  return ({ botId, botAliasId }) =>
    (bots.find((one) => one.botId === botId && one.botAliasId === botAliasId) ?? bots[0]).region;
}

import { describe, expect, it } from "vitest";
import { checkConfig, readConfig } from "../../../src/config/config.ts";
import { envToSettings, VARIABLES } from "../../../src/config/env.ts";
import { OPTIONS, POLICIES } from "../../../src/config/options.ts";
import { Config } from "../../../src/config/schema.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { OPTION_PROSE } from "../../../tools/operate/option-prose.ts";

const lexBotAliasArn = "arn:aws:lex:eu-west-2:111122223333:bot-alias/BANKBOT001/TSTALIASID";
const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const appInstanceBotArn = `${APP_INSTANCE}/bot/b`;
const least = { bots: [{ lexBotAliasArn }] };

const problemsOf = (config: unknown) => checkConfig(config).problems.map(({ path, what }) => `${path} ${what}`);

describe("a configuration", () => {
  it("needs nothing but a bot alias, and is then complete", () => {
    expect(readConfig(least)).toMatchObject({
      bots: [
        {
          region: "eu-west-2",
          botId: "BANKBOT001",
          botAliasId: "TSTALIASID",
          localeId: "en_US",
          onFailure: "error",
          session: "sender-in-channel",
        },
      ],
      delivery: "replace",
      keepInput: true,
      logContent: false,
    });
  });

  it.each<[what: string, config: unknown, told: string]>([
    ["nothing at all", undefined, "the configuration is required and must be an object"],
    [
      "a title of more UTF-16 units than a push takes",
      { ...least, pushTitle: "😀".repeat(26) },
      "pushTitle must be at most 50 characters",
    ],
    [
      "a table's name that DynamoDB wouldn't take",
      { ...least, claims: { table: "t" } },
      "claims.table must be a table's name: 3 to 255 characters of a-z, A-Z, 0-9, _, - and .",
    ],
    ["phrases that are no list", { ...least, handoff: { phrases: "x" } }, "handoff.phrases must be a list of texts"],
    ["a list of blank phrases", { ...least, resetPhrases: [""] }, "resetPhrases[0] must not be empty"],
    ["no bots", {}, "bots is required and must be a list of bots"],
    ["an empty list", { bots: [] }, "bots must hold a bot"],
    [
      "two bots of one AppInstanceBot",
      {
        bots: [
          { lexBotAliasArn, appInstanceBotArn },
          { lexBotAliasArn, appInstanceBotArn },
        ],
      },
      "bots[1].appInstanceBotArn is another bot's too",
    ],
    [
      "two bots of one name",
      {
        bots: [
          { lexBotAliasArn, aliases: ["Bank"] },
          { lexBotAliasArn, aliases: ["ｂａｎｋ"] },
        ],
      },
      "bots[1].aliases holds another bot's alias",
    ],
    [
      "an alias with an @",
      { bots: [{ lexBotAliasArn, aliases: ["@bank"] }] },
      "bots[0].aliases[0] must be 1 to 64 characters",
    ],
    ["an unknown option", { ...least, onFail: "deny" }, "onFail is an unknown option"],
    ["a misspelt option", { ...least, onFailur: "deny" }, "onFailur is an unknown option, did you mean onFailure?"],
    [
      "a misspelt option of a bot",
      { bots: [{ lexBotAliasArn, invokedby: {} }] },
      "bots[0].invokedby is an unknown option, did you mean invokedBy?",
    ],
    [
      "a misspelt option of invokedBy",
      { bots: [{ lexBotAliasArn, invokedBy: { standardMesages: "ALL" } }] },
      "bots[0].invokedBy.standardMesages is an unknown option, did you mean standardMessages?",
    ],
    ["a misspelt option of claims", { ...least, claims: { tabel: "x" } }, "claims.tabel is an unknown option"],
    ["an unknown option of a bot", { bots: [{ lexBotAliasArn, alias: "x" }] }, "bots[0].alias is an unknown option"],
    [
      "another ARN",
      { bots: [{ lexBotAliasArn: "arn:aws:lex:us-east-1:1:bot/X" }] },
      "bots[0].lexBotAliasArn must be a bot alias ARN such as ",
    ],
    [
      "a user in the bot's place",
      { bots: [{ lexBotAliasArn, appInstanceBotArn: "arn:aws:chime:us-east-1:1:app-instance/a/user/b" }] },
      "bots[0].appInstanceBotArn must be the ARN of an AppInstanceBot",
    ],
    [
      "a word that isn't one",
      { ...least, onFailure: "ignore" },
      "onFailure must be one of error, message, release, deny",
    ],
    [
      "reply as nobody",
      { ...least, delivery: "reply" },
      "bots[0].appInstanceBotArn is required in reply, where the bot speaks for itself",
    ],
    [
      "reply that drops what fails",
      { bots: [{ lexBotAliasArn, appInstanceBotArn }], delivery: "reply", onFailure: "deny" },
      "onFailure can't be deny in reply",
    ],
    [
      "reply of a bot that drops what is empty",
      { bots: [{ lexBotAliasArn, appInstanceBotArn, emptyReply: "deny" }], delivery: "reply" },
      "bots[0].emptyReply can't be deny in reply",
    ],
    ["private replies in the message's place", { ...least, private: true }, "private needs delivery reply"],
    [
      "AUTO of nobody",
      { bots: [{ lexBotAliasArn, invokedBy: { standardMessages: "AUTO" } }] },
      "bots[0].appInstanceBotArn is required with AUTO",
    ],
    [
      "a request attribute of Lex's own",
      { ...least, requestAttributes: { "x-amz-lex:channels:platform": "me" } },
      "is reserved",
    ],
    [
      "a name of Lex's that is only like one for callers",
      { ...least, requestAttributes: { "x-amz-lex:time-zone:x": "UTC" } },
      "is reserved",
    ],
    ["another spelling of one", { ...least, requestAttributes: { "X-Amz-Lex:time-zone": "UTC" } }, "is reserved"],
    ["a request attribute of ours", { ...least, requestAttributes: { "chime.sender.arn": "me" } }, "is reserved"],
    [
      "a session attribute that may not be sent",
      { ...least, sessionAttributes: { tier: "gold" } },
      "sessionAttributes.tier is not sent: name it in sendSessionAttributes too",
    ],
    ["a failure text for no locale", { ...least, failureTexts: { german: {} } }, "must be a locale such as de_DE"],
    [
      "a failure text for no code",
      { ...least, failureTexts: { de: { busy: "x" } } },
      "must be a code of three digits, or default",
    ],
    [
      "a rate of nothing",
      { ...least, requestsPerSecond: 0 },
      "requestsPerSecond must be a whole number from 1 to 1000",
    ],
    [
      "MENTIONS of nobody",
      { bots: [{ lexBotAliasArn, invokedBy: { standardMessages: "MENTIONS" } }] },
      "bots[0].appInstanceBotArn is required with MENTIONS",
    ],
    [
      "a number in a text",
      { ...least, reserveMs: "2000" },
      "reserveMs must be a whole number of milliseconds from 100 to 30000",
    ],
    [
      "a time beyond sense",
      { ...least, turnTimeoutMs: 120_001 },
      "turnTimeoutMs must be a whole number of milliseconds from 100 to 120000",
    ],
    ["a fraction of a millisecond", { ...least, turnTimeoutMs: 100.5 }, "turnTimeoutMs must be a whole number"],
    ["a switch in words", { ...least, keepInput: "no" }, "keepInput must be true or false"],
    [
      "a phrase that asks for a person and sends them away",
      { ...least, handoff: { phrases: ["agent", "Human please"], resumePhrases: ["back", "human  please!"] } },
      "handoff.resumePhrases must share no phrase with handoff.phrases",
    ],
    ...[
      `${APP_INSTANCE}/bot/c7`,
      `${APP_INSTANCE}/user/`,
      `${APP_INSTANCE}/user/gil `,
      `${APP_INSTANCE}/user/gil/more`,
      "arn:aws:iam::111122223333:user/gil",
      "arn:aws:chime:us-east-1:111122223333:app-instance-user/gil",
      "gil",
      7,
    ].map((agent): [string, unknown, string] => [
      `an agent that is no user (${agent})`,
      { ...least, handoff: { agents: [`${APP_INSTANCE}/user/gil`, agent] } },
      "handoff.agents[1] must be an AppInstanceUser's ARN, as a bot is no agent: arn:<partition>:chime:<region>:<account>:app-instance/<id>/user/<id>",
    ]),
  ])("with %s is refused, by name and with what it must be", (_what, config, told) => {
    expect(problemsOf(config).join("\n")).toContain(told);
    expect(() => readConfig(config)).toThrow(BridgeError);
  });

  it("with several mistakes is told all of them at once", () => {
    const config = {
      bots: [{ lexBotAliasArn: "x", invokedBy: { standardMessages: "SOME" } }],
      delivery: "both",
      oops: 1,
    };
    expect(problemsOf(config).map((problem) => problem.split(" ")[0])).toEqual([
      "bots[0].lexBotAliasArn",
      "bots[0].invokedBy.standardMessages",
      "delivery",
      "oops",
    ]);
  });
});

describe("an environment", () => {
  it("sets the option that each variable names", () => {
    const settings = envToSettings({
      CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn,
      CHIME_LEX_LOCALE_ID: "de_DE",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: appInstanceBotArn,
      CHIME_LEX_STANDARD_MESSAGES: "MENTIONS",
      CHIME_LEX_TARGETED_MESSAGES: "NONE",
      CHIME_LEX_DELIVERY: "replace",
      CHIME_LEX_ON_FAILURE: "message",
      CHIME_LEX_EMPTY_REPLY: "envelope",
      CHIME_LEX_LONG_TEXT: "truncate",
      PATH: "/bin",
    });
    expect(settings).toMatchObject({
      bots: [
        {
          localeId: "de_DE",
          appInstanceBotArn,
          standardMessages: "MENTIONS",
          targetedMessages: "NONE",
          onFailure: "message",
          emptyReply: "envelope",
          longText: "truncate",
        },
      ],
    });
  });

  it("may hold the whole configuration as JSON, and a variable stands over it", () => {
    const settings = envToSettings({
      CHIME_LEX_CONFIG: JSON.stringify({ ...least, session: "channel", onFailure: "deny" }),
      CHIME_LEX_ON_FAILURE: "release",
    });
    expect(settings).toMatchObject({ bots: [{ session: "channel", onFailure: "release" }] });
  });

  it("with an empty variable is one without it", () => {
    expect(envToSettings({ CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn, CHIME_LEX_LOCALE_ID: "" }).bots[0].localeId).toBe(
      "en_US",
    );
  });

  it.each<[what: string, env: Record<string, string>, told: RegExp]>([
    ["nothing", {}, /CHIME_LEX_BOT_ALIAS_ARN is required: the ARN of the bot alias, such as arn:aws:lex:/],
    [
      "a misspelt variable",
      { CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn, CHIME_LEX_LOCALE: "x" },
      /CHIME_LEX_LOCALE is an unknown variable, did you mean CHIME_LEX_LOCALE_ID\?/,
    ],
    ["no JSON in CHIME_LEX_CONFIG", { CHIME_LEX_CONFIG: "{bots" }, /CHIME_LEX_CONFIG must hold a JSON object/],
    ["a list in CHIME_LEX_CONFIG", { CHIME_LEX_CONFIG: "[]" }, /CHIME_LEX_CONFIG must hold a JSON object/],
    [
      "a text where the bots should be",
      { CHIME_LEX_CONFIG: '{"bots":"x"}', CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn },
      /CHIME_LEX_CONFIG: bots must be a list of bots/,
    ],
    [
      "a wrong option in CHIME_LEX_CONFIG",
      { CHIME_LEX_CONFIG: JSON.stringify({ ...least, session: "all" }) },
      /CHIME_LEX_CONFIG: session must be one of/,
    ],
    [
      "two mistakes",
      { CHIME_LEX_X: "1", CHIME_LEX_DELIVERY: "both", CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn },
      /CHIME_LEX_X is an unknown variable.*CHIME_LEX_DELIVERY must be one of replace, reply/s,
    ],
    [
      "a variable that another forbids",
      {
        CHIME_LEX_BOT_ALIAS_ARN: lexBotAliasArn,
        CHIME_LEX_APP_INSTANCE_BOT_ARN: appInstanceBotArn,
        CHIME_LEX_DELIVERY: "reply",
        CHIME_LEX_ON_FAILURE: "deny",
      },
      /CHIME_LEX_ON_FAILURE can't be deny in reply/,
    ],
  ])("with %s is refused, and every variable named", (_what, env, told) => {
    expect(() => envToSettings(env)).toThrow(told);
  });
});

describe("the table of options", () => {
  /** Every path of the schema: the defaults of a wrapper are looked through. */
  function pathsOf(schema: unknown, path: string): string[] {
    const { def } = schema as {
      def: { type: string; innerType?: unknown; element?: unknown; shape?: Record<string, unknown> };
    };
    if (def.innerType) return pathsOf(def.innerType, path);
    if (def.element) {
      const inside = pathsOf(def.element, `${path}[0]`);
      return inside.length === 1 && inside[0] === `${path}[0]` ? [path] : inside;
    }
    if (!def.shape) return [path];
    return Object.entries(def.shape).flatMap(([name, inner]) => pathsOf(inner, path ? `${path}.${name}` : name));
  }

  it("holds every option that the schema takes, and no other, and the docs explain each", () => {
    // `$schema` is for editors, and no option.
    const paths = pathsOf(Config, "").filter((path) => path !== "$schema");
    // What may stand in a bot too is listed once.
    const isListed = (path: string) => !(path in POLICIES) || !path.startsWith("bots");
    const once = paths.filter(
      (path) => isListed(path) && !(path.replace("bots[0].", "") in POLICIES && path.includes(".")),
    );
    expect(Object.keys(OPTIONS).sort()).toEqual(once.sort());
    expect(Object.keys(OPTION_PROSE).sort()).toEqual(once.sort());
    expect(paths.filter((path) => path.startsWith("bots[0].")).length).toBe(6 + Object.keys(POLICIES).length);
  });

  it("gives no two options one variable", () => {
    const named = Object.values(OPTIONS).filter(({ variable }) => variable);
    expect(Object.keys(VARIABLES)).toHaveLength(named.length);
  });
});

import type { Environment } from "../../src/config/env.ts";
import type { Settings } from "../../src/config/settings.ts";

/** One finding. `wrong` must be fixed, `doubt` may be intended. */
export interface Finding {
  readonly level: "fine" | "doubt" | "wrong";
  readonly what: string;
  readonly fix?: string;
}

const TEST_ALIAS = "TSTALIASID";

/** The findings that need only the settings and the environment. */
export function checkSettings(settings: Settings, env: Environment): Finding[] {
  const { bots, claims, handoff, turnTimeoutMs, logContent } = settings;
  const named = bots.map(({ botId, botAliasId, localeId }) => `${botId}/${botAliasId} (${localeId})`).join(", ");
  const findings: Finding[] = [
    { level: "fine", what: `The configuration can be read: ${settings.delivery}, ${named}.` },
  ];
  const tests = bots.filter(({ botAliasId }) => botAliasId === TEST_ALIAS);
  if (tests.length > 0) {
    findings.push({
      level: "doubt",
      what: `${tests.map(({ botId }) => botId).join(", ")}: ${TEST_ALIAS} is the test alias: two conversations at once, and the draft of the bot.`,
      fix: "In production, use an alias of your own that points at a version.",
    });
  }
  const places = bots.some(({ placeholderAfterMs }) => placeholderAfterMs !== undefined);
  if (!claims.table && !handoff && !places) {
    findings.push({
      level: "doubt",
      what: "Claims are kept in memory: a redelivery to another container takes a second turn.",
      fix: "Set CHIME_LEX_CLAIMS_TABLE to a table (docs/operations.md).",
    });
  }
  if (handoff && !claims.table) {
    findings.push({
      level: "wrong",
      what: "handoff is configured without a table: the function refuses its configuration, and releases every message.",
      fix: "Set CHIME_LEX_CLAIMS_TABLE to a table (docs/operations.md): pauses are kept beside the claims.",
    });
  }
  if (places && !claims.table) {
    findings.push({
      level: "wrong",
      what: "placeholderAfterMs is configured without a table: the function refuses its configuration, and releases every message.",
      fix: "Set CHIME_LEX_CLAIMS_TABLE to a table (docs/operations.md): placeholders are kept with the claims.",
    });
  }
  const isAsked = handoff && (handoff.intents.length > 0 || handoff.attribute || handoff.phrases.length > 0);
  if (isAsked && handoff.resumePhrases.length === 0) {
    findings.push({
      level: "doubt",
      what: "handoff has no resumePhrases: a pause ends only by time, or by bridge.resume.",
      fix: "Add handoff.resumePhrases, unless your own code resumes.",
    });
  }
  if (turnTimeoutMs < 30_000) {
    findings.push({
      level: "doubt",
      what: `A turn may take ${turnTimeoutMs} ms; a bot's fulfilment may take 30000.`,
      fix: "Set turnTimeoutMs to 35000, unless the bot is known to be faster.",
    });
  }
  if (logContent) {
    findings.push({
      level: "doubt",
      what: "logContent is on: the log holds message text.",
      fix: "Turn it off in production.",
    });
  }
  const silent = bots.every((bot) => bot.standardMessages === "NONE" && bot.targetedMessages === "NONE");
  if (silent) {
    findings.push({
      level: "doubt",
      what: "The kill switch is on: every bot has NONE twice, and none answers.",
      fix: "Set CHIME_LEX_STANDARD_MESSAGES and CHIME_LEX_TARGETED_MESSAGES.",
    });
  }
  return [...findings, ...endpointsOf(env)];
}

function endpointsOf(env: Environment): Finding[] {
  return Object.keys(env)
    .filter((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && env[name])
    .map((name) => ({
      level: "wrong",
      what: `${name} is set: calls go to ${env[name]}, not to AWS.`,
      fix: `Remove ${name}, unless this is a test.`,
    }));
}

import { saysPhrase } from "../../mappers/text/says-phrase.ts";
import type { Settings } from "./settings.ts";

/** One wrong option: its path in the configuration, and what it must be. */
export interface Problem {
  readonly path: string;
  readonly what: string;
}

/** Conflicts between options that are each right by themselves. */
export function conflictsIn(settings: Settings, isOwn: (bot: number, option: string) => boolean): Problem[] {
  const problems = settings.bots.flatMap((_bot, at) => [
    ...conflictsOfBot(settings, at, isOwn),
    ...twinsOf(settings, at),
  ]);
  const { phrases = [], resumePhrases = [] } = settings.handoff ?? {};
  if (phrases.some((phrase) => saysPhrase(phrase, resumePhrases)))
    problems.push({
      path: "handoff.resumePhrases",
      what: "must share no phrase with handoff.phrases",
    });
  // What all bots share is reported once.
  return problems.filter(({ path }, at) => problems.findIndex((one) => one.path === path) === at);
}

function conflictsOfBot(
  { bots, delivery }: Settings,
  at: number,
  isOwn: (bot: number, option: string) => boolean,
): Problem[] {
  const bot = bots[at];
  if (!bot) return [];
  const path = (name: string) => (isOwn(at, name.split(".")[0] ?? name) ? `bots[${at}].${name}` : name);
  const problems: Problem[] = [];
  const { standardMessages, appInstanceBotArn, aliases, welcomeIntent, welcomeTexts } = bot;
  if (bot.welcomeAtFirstMessage && welcomeIntent === undefined && welcomeTexts.length === 0)
    problems.push({ path: path("welcomeAtFirstMessage"), what: "needs a welcomeIntent or welcomeTexts" });
  if (!appInstanceBotArn) {
    const arn = `bots[${at}].appInstanceBotArn`;
    if (delivery === "reply")
      problems.push({ path: arn, what: "is required in reply, where the bot speaks for itself" });
    else if (welcomeIntent !== undefined || welcomeTexts.length > 0)
      problems.push({ path: arn, what: "is required for a welcome, which the bot says for itself" });
    else if (standardMessages === "AUTO")
      problems.push({ path: arn, what: "is required with AUTO, which counts members as this bot" });
    else if (standardMessages === "MENTIONS" && aliases.length === 0) {
      problems.push({ path: arn, what: "is required with MENTIONS, which look for this ARN or for one of aliases" });
    }
  }
  if (delivery === "reply") {
    const what = "can't be deny in reply: the user's message is let through before the bot is asked";
    if (bot.onFailure === "deny") problems.push({ path: path("onFailure"), what });
    if (bot.emptyReply === "deny") problems.push({ path: path("emptyReply"), what });
  }
  if (delivery === "replace" && bot.private) {
    problems.push({
      path: path("private"),
      what: "needs delivery reply: in replace the reply stands in the message's own place",
    });
  }
  for (const name of ["typingAfterMs", "placeholderAfterMs"] as const) {
    if (delivery === "reply" || bot[name] === undefined) continue;
    problems.push({ path: path(name), what: "needs delivery reply: in replace the bot never speaks for itself" });
  }
  const unsent = Object.keys(bot.sessionAttributes).filter((name) => !bot.sendSessionAttributes.includes(name));
  for (const name of unsent) {
    problems.push({
      path: path(`sessionAttributes.${name}`),
      what: "is not sent: name it in sendSessionAttributes too",
    });
  }
  return problems;
}

/** Two bots that answer to the same name could never be told apart. */
function twinsOf({ bots }: Settings, at: number): Problem[] {
  const bot = bots[at];
  const before = bots.slice(0, at);
  if (!bot) return [];
  const { appInstanceBotArn, aliases } = bot;
  const isTaken = (alias: string) => before.some((one) => one.aliases.some((other) => folded(other) === folded(alias)));
  return [
    ...(appInstanceBotArn && before.some((one) => one.appInstanceBotArn === appInstanceBotArn)
      ? [
          {
            path: `bots[${at}].appInstanceBotArn`,
            what: "is another bot's too: each needs an AppInstanceBot of its own",
          },
        ]
      : []),
    ...aliases
      .filter(isTaken)
      .map(() => ({ path: `bots[${at}].aliases`, what: "holds another bot's alias: each needs names of its own" })),
  ];
}

function folded(alias: string): string {
  return alias.normalize("NFKC").toLowerCase();
}

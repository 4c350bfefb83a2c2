import { Hono } from "hono";
import type { Management } from "../../channel/operations/channel/management.ts";
import { answer, type Env } from "../answers.ts";
import type { LexBotAddress } from "../info.ts";
import { chimeFailed } from "./chime-answers.ts";

/** What of Chime SDK identity a chat application asks: who there is. The app instance is always the same, and nobody is added. */
export function identityRoutes(manage: Management, lexBots: () => readonly LexBotAddress[]): Hono<Env> {
  return new Hono<Env>()
    .get("/app-instance-users", (c) => {
      const { items, nextToken } = manage.listUsers(c.req.query());
      const AppInstanceUsers = items.map(({ arn, name }) => ({ AppInstanceUserArn: arn, Name: name }));
      const AppInstanceArn = c.req.query("app-instance-arn");
      return answer(200, { AppInstanceArn, AppInstanceUsers, NextToken: nextToken });
    })
    .get("/app-instance-bots", (c) => {
      const { items, nextToken } = manage.listBots(c.req.query());
      const AppInstanceBots = items.map(({ arn, name }) => ({ AppInstanceBotArn: arn, Name: name }));
      const AppInstanceArn = c.req.query("app-instance-arn");
      return answer(200, { AppInstanceArn, AppInstanceBots, NextToken: nextToken });
    })
    .get("/app-instance-bots/:botArn", (c) => {
      const { bot, place } = manage.describeBot(c.req.param("botArn"));
      const lexBot = lexBots()[place];
      const Configuration = lexBot && { Lex: lexConfiguration(lexBot, place) };
      return answer(200, { AppInstanceBot: { AppInstanceBotArn: bot.arn, Name: bot.name, Configuration } });
    })
    .onError(chimeFailed);
}

/** As `dev` has its bridge ask them: the first bot whatever is said, the second where it is mentioned (API_LexConfiguration). */
function lexConfiguration({ aliasArn, locales }: LexBotAddress, place: number): Record<string, unknown> {
  return {
    LexBotAliasArn: aliasArn,
    LocaleId: locales.find((locale) => locale === "en_US") ?? locales[0],
    InvokedBy: { StandardMessages: place === 0 ? "ALL" : "MENTIONS", TargetedMessages: "ALL" },
  };
}

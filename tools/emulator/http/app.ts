import { Hono } from "hono";
import type { Management } from "../channel/operations/channel/management.ts";
import type { LexOperations } from "../channel/operations/observed-lex.ts";
import type { ChannelOperations } from "../channel/operations/operations.ts";
import { answer, type Env } from "./answers.ts";
import { channelRoutes, flowRoutes } from "./chime/chime-routes.ts";
import { identityRoutes } from "./chime/identity-routes.ts";
import { managementRoutes } from "./chime/management-routes.ts";
import { refuseByName } from "./chime/refuse-by-name.ts";
import { type Controls, controlRoutes } from "./control-routes.ts";
import { type Doors, guard } from "./guard.ts";
import type { LexBotAddress } from "./info.ts";
import { lexRoutes } from "./lex-routes.ts";
import { noSuchPath } from "./no-such-path.ts";
import { samplePictures } from "./sample-pictures.ts";

export interface AppOptions {
  readonly doors: Doors;
  readonly chime: ChannelOperations;
  readonly manage: Management;
  readonly lexBots: () => readonly LexBotAddress[];
  readonly lex: LexOperations;
  readonly controls: Controls;
}

/** Both services by their real paths, the page and the controls. */
export function createApp({ doors, chime, manage, lexBots, lex, controls }: AppOptions): Hono<Env> {
  const app = new Hono<Env>({ getPath: rawPath });
  app.use(guard(doors));
  app.use(refuseByName);
  app.route("/channels", managementRoutes(manage));
  app.route("/channels", channelRoutes(chime));
  app.route("/channel-flows", flowRoutes(chime, manage));
  app.route("/", identityRoutes(manage, lexBots));
  // API_messaging-chime_GetMessagingSessionEndpoint: where the request went to; the SDK puts the scheme before it and /connect after.
  app.get("/endpoints/messaging-session", (c) => answer(200, { Endpoint: { Url: new URL(c.req.url).host } }));
  app.route("/bots", lexRoutes(lex));
  app.route("/", controlRoutes(controls));
  app.route("/_emulator/pictures", samplePictures());
  app.notFound((c) => {
    const path = rawPath(c.req.raw);
    return noSuchPath(`${c.req.method} ${path}`, path);
  });
  return app;
}

/** As it was sent: the percent-encoded `/` and `:` of an ARN must not part it. */
function rawPath({ url }: Request): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  return url.slice(start).replace(/[?#].*$/s, "");
}

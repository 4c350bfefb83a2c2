import { Hono } from "hono";
import type { ChannelState } from "../channel/channel-state.ts";
import type { LexOperations } from "../channel/observed-lex.ts";
import { answer, type Env } from "./answers.ts";
import { chimeRoutes } from "./chime-routes.ts";
import { type Controls, controlRoutes } from "./control-routes.ts";
import { guard } from "./guard.ts";
import { lexRoutes } from "./lex-routes.ts";

export interface AppOptions {
  readonly host: string;
  readonly channel: ChannelState;
  readonly lex: LexOperations;
  readonly controls: Controls;
}

/** Both services by their real paths, the page and the controls. */
export function createApp({ host, channel, lex, controls }: AppOptions): Hono<Env> {
  const app = new Hono<Env>({ getPath: rawPath });
  app.use(guard(host));
  app.route("/channels", chimeRoutes(channel));
  app.route("/bots", lexRoutes(lex));
  app.route("/", controlRoutes(controls));
  app.notFound((c) => {
    const message = `The emulator has no ${c.req.method} ${rawPath(c.req.raw)}. docs/emulator.md lists what it speaks.`;
    const body = { Code: "NotFound", Message: message, message };
    return answer(404, body, { "x-amzn-errortype": "UnknownOperationException" });
  });
  return app;
}

/** As it was sent: the percent-encoded `/` and `:` of an ARN must not part it. */
function rawPath({ url }: Request): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  return url.slice(start).replace(/[?#].*$/s, "");
}

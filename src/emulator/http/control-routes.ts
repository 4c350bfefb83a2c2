import { Hono } from "hono";
import { answer, type Env } from "./answers.ts";
import { eventStream, type Observable } from "./event-stream.ts";

/** What the page and the command line can see and do beside the two services. */
export interface Controls extends Observable {
  reset(): void;
  /** The page's HTML; undefined if it isn't built. */
  page(): Promise<string | undefined>;
}

/** The page at `/`, and the controls under `/_emulator/`. They show everything: what is pending, denied or private too. */
export function controlRoutes(controls: Controls): Hono<Env> {
  return new Hono<Env>()
    .get("/", async (c) => {
      c.header("cache-control", "no-store");
      const page = await controls.page();
      if (page === undefined) return c.text("The page is not built yet: run npm run build, then load this again.", 503);
      return c.html(page);
    })
    .get("/_emulator/info", () => answer(200, controls.info()))
    .get("/_emulator/events", () => eventStream(controls))
    .post("/_emulator/reset", (c) => {
      controls.reset();
      return c.body(null, 204);
    });
}

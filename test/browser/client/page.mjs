// A site of its own origin, whose page is an application's client, and what a test asks of it.
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HTML = '<!doctype html><html lang="en"><title>Chat</title><script src="/main.js"></script>';

/** Serves the client's page. Resolves to its origin and its end. */
export async function serveClient() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("main.mjs", import.meta.url))],
    bundle: true,
    // Also what is asked for by `require` stands for browsers only there.
    mainFields: ["browser", "module", "main"],
    define: { global: "globalThis" },
    format: "iife",
    logLevel: "error",
    write: false,
  });
  const server = createServer(({ url }, response) => {
    const isScript = url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? outputFiles[0].text : HTML);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A person at that page, in a window of its own. */
export async function openClient(browser, origin, endpoint, user) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${origin}/`);
  await page.evaluate(([url, arn]) => window.meet("me", url, arn), [endpoint, user.arn]);
  return {
    page,
    join: () => page.evaluate(() => window.people.me.session.start()),
    starts: () => page.evaluate(() => window.people.me.starts),
    startsAgain: (before) => page.waitForFunction((count) => window.people.me.starts > count, before),
    ask: (operation, input) => page.evaluate(([what, given]) => window.people.me.ask(what, given), [operation, input]),
    /** Resolves to the payload of the first event of that type which holds all of `fits`. */
    hears: async (type, fits = {}) => {
      const handle = await page.waitForFunction(
        ([wanted, members]) =>
          window.people.me.told.find(
            (one) => one.type === wanted && Object.entries(members).every(([key, value]) => one.payload[key] === value),
          ),
        [type, fits],
      );
      return (await handle.jsonValue()).payload;
    },
    told: () => page.evaluate(() => window.people.me.told),
    close: () => context.close(),
  };
}

// The chat of examples/react as its README builds it, in as many pages as a test wants, on an emulator of its own.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { createEmulator } from "../../dist/emulator.js";
import { createBridge } from "../../dist/index.js";
import { openPage, startBrowser } from "./browser.mjs";

const BUILT = fileURLToPath(new URL("../../examples/react/dist/", import.meta.url));
const BOT = fileURLToPath(new URL("../../fixtures/bots/bank-bot", import.meta.url));
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" };

/** Serves what `npm run build` of the example wrote. */
export async function serveExample() {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    if (!/^[\w.]+$/.test(name)) return response.writeHead(404).end();
    response.setHeader("content-type", TYPES[name.split(".").at(-1)] ?? "text/plain");
    response.end(await readFile(BUILT + name).catch(() => ""));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The chat as a user has it. Nothing may be thrown or logged in it, but what the browser itself says of failed requests. */
export async function openChat(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (entry) => {
    if (entry.type() === "error" && !/^Failed to load resource|^WebSocket connection to/.test(entry.text())) {
      errors.push(entry.text());
    }
  });
  await page.goto(address);
  await page.getByText("Connected", { exact: true }).waitFor();
  const box = page.getByRole("textbox", { name: "Message" });
  return {
    page,
    errors,
    box,
    log: page.getByRole("log", { name: "Bank chat" }),
    notice: page.locator(".notice"),
    say: async (text) => {
      await box.fill(text);
      await box.press("Enter");
    },
    close: () => context.close(),
  };
}

/** An emulator with the bridge, and the chats of its users, anew for each test. */
export function onReactChat() {
  let browser;
  let site;
  let chats;
  const here = {
    emulator: undefined,
    /** Puts the bridge into the flow; `until` is waited for before each message. */
    bridge(delivery, until = () => {}, hooks = {}) {
      const { lexBots, bot } = here.emulator.world;
      const bots = [{ lexBotAliasArn: lexBots[0].aliasArn, localeId: "en_US", appInstanceBotArn: bot.arn }];
      const { handle } = createBridge({ delivery, bots }, { ...here.emulator.ports, ...hooks, log: () => {} });
      here.emulator.setProcessor(async (event) => {
        await until();
        return handle(event);
      });
      here.delivery = delivery;
    },
    /** Another emulator at the same address, as after a restart. */
    async comeBack() {
      here.emulator = await createEmulator({ bots: [BOT] });
      await here.emulator.listen({ port: Number(new URL(here.url).port), allowOrigins: [site.origin] });
    },
    /** The emulator's own page. */
    async openPage() {
      const page = await openPage(browser, `${here.url}/`);
      chats.push(page);
      return page;
    },
    async join(user, options) {
      const query = new URLSearchParams({ endpoint: here.url, user, delivery: here.delivery });
      const chat = await openChat(browser, `${site.origin}/?${query}`, options);
      chats.push(chat);
      return chat;
    },
  };
  before(async () => {
    browser = await startBrowser();
    site = await serveExample();
  });
  after(async () => {
    await browser.close();
    site.close();
  });
  beforeEach(async () => {
    chats = [];
    here.delivery = "replace";
    here.emulator = await createEmulator({ bots: [BOT] });
    ({ url: here.url } = await here.emulator.listen({ allowOrigins: [site.origin] }));
  });
  afterEach(async () => {
    for (const chat of chats) await chat.close();
    await here.emulator.close();
    assert.deepEqual(
      chats.flatMap(({ errors }) => errors),
      [],
      "nothing is thrown or logged",
    );
  });
  return here;
}

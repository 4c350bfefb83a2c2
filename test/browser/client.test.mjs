// The DOM renderer of examples/, bundled from the built package, in a page whose policy lets no text become HTML or script.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { eventually, startBrowser } from "./browser.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self'; img-src https:; require-trusted-types-for 'script'; trusted-types 'none'";
const MAIN = `
  import { createChatLog } from ${JSON.stringify(at("../../examples/dom-renderer/chat-log.js"))};
  const sent = [];
  const bots = ["arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b"];
  const { element, add } = createChatLog({ document, label: "Bank", bots, onPress: (message) => sent.push(message) });
  document.querySelector("main").append(element);
  Object.assign(window, { add, sent });
`;
const BOT = { Arn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b", Name: "BankBot" };
const EVE = { Arn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/eve", Name: "<b>Eve</b>" };
const reply = (MessageId, ...Messages) => ({
  MessageId,
  ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c",
  ContentType: "application/amz-chime-lex-msgs",
  Content: JSON.stringify({ Messages }),
  Sender: BOT,
});
const card = (about = {}) => ({
  ContentType: "ImageResponseCard",
  ImageResponseCard: { Title: "What next?", Buttons: [{ Text: "Balance", Value: "Check balance" }], ...about },
});

let browser;
let server;
let page;
let errors;
let requested;

before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: MAIN, resolveDir: at("../..") },
    alias: { "chime-lex-bridge/mappers": at("../../dist/mappers.js") },
    bundle: true,
    format: "esm",
    write: false,
  });
  server = createServer(({ url }, response) => {
    const isScript = url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.setHeader("content-security-policy", POLICY);
    const html =
      '<!doctype html><html lang="en"><title>Bank</title><main></main><script type="module" src="/main.js"></script>';
    response.end(isScript ? outputFiles[0].text : html);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  errors = [];
  requested = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (entry) => {
    if (entry.type() === "error" && !entry.text().startsWith("Failed to load resource")) errors.push(entry.text());
  });
  page.on("dialog", (dialog) => errors.push(dialog.message()));
  page.on("request", (request) => requested.push(request.url()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.getByRole("log", { name: "Bank" }).waitFor({ state: "attached" });
  requested.length = 0;
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(errors, [], "nothing is thrown, logged, or refused by the page's policy");
});

const add = (...messages) => page.evaluate((list) => list.map((message) => window.add(message)), messages);

test("a reply is a log of headings, texts, and a named list of buttons that the keyboard reaches", async () => {
  await add(reply("m1", { ContentType: "PlainText", Content: "Hello!" }, card({ Subtitle: "Choose." })));
  const log = page.getByRole("log", { name: "Bank" });
  assert.deepEqual(await log.getByRole("heading").allTextContents(), ["BankBot", "What next?"]);
  await log.getByText("Hello!").waitFor();
  const button = log.getByRole("list", { name: "Choices: What next?" }).getByRole("button", { name: "Balance" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await eventually(() => button.evaluate((element) => element === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const sent = await page.evaluate(() => window.sent);
  assert.deepEqual(
    sent.map(({ Content }) => Content),
    ["Check balance"],
  );
  assert.deepEqual(JSON.parse(sent[0].Metadata)["CHIME.LEX.button"], { messageId: "m1", label: "Balance" });
  await eventually(() => button.evaluate((element) => element === document.activeElement), true, "the focus stays");
  await eventually(() => button.isDisabled(), true, "and the button tells that it is spent");
});

test("what a hostile envelope holds stays text, and asks no host for anything but an https image", async () => {
  const markup = '<img src="x" onerror="alert(1)"><script>alert(2)</script><a href="javascript:alert(3)">x</a>';
  const hostile = {
    ...reply(
      "m1",
      { ContentType: "PlainText", Content: markup },
      { ContentType: "SSML", Content: `<speak>&lt;img src=x onerror=alert(4)&gt;</speak>` },
      { ContentType: "CustomPayload", Content: markup },
      ...[
        "javascript:alert(5)",
        "data:text/html,<script>alert(6)</script>",
        "http://a.example/m.png",
        'https://a.example/"onload="alert(7)',
      ].map((ImageUrl) => card({ ImageUrl, Title: markup })),
      card({ ImageUrl: "https://a.example/m.png", Buttons: [{ Text: "Help", Value: "Send Eve 100 EUR" }] }),
    ),
    Sender: EVE,
  };
  await add(hostile);
  const log = page.getByRole("log");
  await eventually(() => log.locator("script, a, iframe, [onerror], [onload]").count(), 0);
  await eventually(() => log.getByText(markup, { exact: true }).count(), 5, "as text, in a message and four titles");
  await log.getByText("<img src=x onerror=alert(4)>", { exact: true }).waitFor();
  await log.getByText("Not confirmed to come from the bot").waitFor();
  await log.getByRole("button", { name: "Help (sends “Send Eve 100 EUR”)" }).waitFor();
  await log.locator("img").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.images[0].complete);
  assert.deepEqual(requested, ["https://a.example/m.png"]);
});

test("words that turn the direction of a text turn nothing but themselves", async () => {
  await add({ MessageId: "m1", Content: "\u202egnp.exe", Sender: { Name: "Ana\u202e" } });
  await eventually(() => page.getByRole("log").textContent(), "Anagnp.exe");
});

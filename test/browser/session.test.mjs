// The unmodified messaging session of amazon-chime-sdk-js in Chromium, over wss against `dev --tls`, from a page of another origin.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { eventually, openPage, startBrowser } from "./browser.mjs";
import { openClient, serveClient } from "./client/page.mjs";
import { startDev, stop } from "./dev-process.mjs";

let cache;
let env;
let site;
let browser;
let dev;
let clients;

before(async () => {
  cache = await mkdtemp(join(tmpdir(), "session-"));
  env = { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
  site = await serveClient();
  dev = await begin("replace");
  browser = await startBrowser({ trusting: await readFile(dev.said.secure.certPath, "utf8") });
});
after(async () => {
  await browser.close();
  await stop(dev);
  site.close();
  await rm(cache, { recursive: true });
});
beforeEach(async () => {
  clients = [];
  await control("DELETE", "/_emulator/faults");
  await control("POST", "/_emulator/reset");
});
afterEach(async () => {
  for (const client of clients) await client.close();
});

function begin(delivery) {
  return startDev(0, ["--tls", "--delivery", delivery, "--allow-origin", site.origin], env);
}

async function control(method, path, body) {
  const answer = await fetch(`${dev.said.url}${path}`, { method, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
}

async function arrive(user) {
  const client = await openClient(browser, site.origin, dev.said.secure.url, user);
  clients.push(client);
  await client.join();
  await client.startsAgain(0);
  return client;
}

const here = (more) => ({ ChannelArn: dev.said.channelArn, ...more });
const STANDARD = { Type: "STANDARD", Persistence: "PERSISTENT" };
const says = (client, Content, more = STANDARD) => client.ask("SendChannelMessage", here({ Content, ...more }));
const typesOf = async (client) => (await client.told()).map(({ type }) => type).filter((one) => /_MESSAGE$/.test(one));
const both =
  (...pair) =>
  (ask) =>
    Promise.all(pair.map(ask));

async function everyone() {
  const { ana, ben } = dev.said.users;
  const [hers, his] = [await arrive(ana), await arrive(ben)];
  return { hers, his, each: both(hers, his) };
}

test("in replace, a question is PENDING for its sender alone, and its reply reaches both under the question's id", async () => {
  const { hers, his, each } = await everyone();
  const { MessageId } = await says(hers, "Hello");
  const pending = await hers.hears("PENDING_CREATE_CHANNEL_MESSAGE", { MessageId });
  assert.deepEqual([pending.Content, pending.Status.Value], ["Hello", "PENDING"]);
  const [mine, theirs] = await each((one) => one.hears("CREATE_CHANNEL_MESSAGE", { MessageId }));
  assert.deepEqual(mine, theirs);
  assert.match(mine.Content, /Messages/);
  assert.deepEqual(await typesOf(hers), ["PENDING_CREATE_CHANNEL_MESSAGE", "CREATE_CHANNEL_MESSAGE"]);
  assert.deepEqual(await typesOf(his), ["CREATE_CHANNEL_MESSAGE"]);
});

test("in reply, the question and then the bot's own message reach both", async () => {
  const first = dev;
  dev = await begin("reply");
  try {
    const { hers, his, each } = await everyone();
    await says(hers, "Hello");
    const answer = { ContentType: "application/amz-chime-lex-msgs" };
    const [mine, theirs] = await each((one) => one.hears("CREATE_CHANNEL_MESSAGE", answer));
    assert.deepEqual(mine, theirs);
    const senders = async (client) =>
      (await client.told())
        .filter(({ type }) => type.endsWith("_MESSAGE"))
        .map(({ type, payload }) => [type, payload.Sender.Name]);
    const heard = [
      ["CREATE_CHANNEL_MESSAGE", "Ana"],
      ["CREATE_CHANNEL_MESSAGE", dev.said.bot.name],
    ];
    assert.deepEqual(await senders(hers), [["PENDING_CREATE_CHANNEL_MESSAGE", "Ana"], ...heard]);
    assert.deepEqual(await senders(his), heard);
  } finally {
    await stop(dev);
    dev = first;
  }
});

test("typing reaches the others and is stored nowhere", async () => {
  const { hers, his } = await everyone();
  await says(hers, JSON.stringify({ Typing: "Indicator" }), { Type: "CONTROL", Persistence: "NON_PERSISTENT" });
  const heard = await his.hears("CREATE_CHANNEL_MESSAGE");
  assert.deepEqual([heard.Type, heard.Persistence], ["CONTROL", "NON_PERSISTENT"]);
  assert.deepEqual((await his.ask("ListChannelMessages", here())).ChannelMessages, []);
});

test("an edit, a redaction and a deletion reach both in their order", async () => {
  const { hers, his, each } = await everyone();
  const control = { Type: "CONTROL", Persistence: "PERSISTENT" };
  const { MessageId } = await says(hers, "Helo", control);
  await hers.ask("UpdateChannelMessage", here({ MessageId, Content: "Hello" }));
  await his.hears("UPDATE_CHANNEL_MESSAGE", { Content: "Hello" });
  await hers.ask("RedactChannelMessage", here({ MessageId }));
  await his.hears("REDACT_CHANNEL_MESSAGE", { MessageId });
  await hers.ask("DeleteChannelMessage", here({ MessageId }));
  await each((one) => one.hears("DELETE_CHANNEL_MESSAGE", { MessageId }));
  const all = ["CREATE", "UPDATE", "REDACT", "DELETE"].map((what) => `${what}_CHANNEL_MESSAGE`);
  for (const types of await each(typesOf)) assert.deepEqual(types, all);
});

test("who is taken out hears of it and of nothing after it", async () => {
  const { hers, his } = await everyone();
  await hers.ask("DeleteChannelMembership", here({ MemberArn: dev.said.users.ben.arn }));
  await his.hears("DELETE_CHANNEL_MEMBERSHIP");
  const { MessageId } = await says(hers, "Hello");
  await hers.hears("CREATE_CHANNEL_MESSAGE", { MessageId });
  assert.deepEqual(await typesOf(his), []);
});

test("a session connects anew when it is cut, starts again, and hears what comes then", async () => {
  const { hers } = await everyone();
  for (const code of ["1006", "1001", "1011", "4500"]) {
    const before = await hers.starts();
    await control("POST", "/_emulator/faults", { name: "close-session", code, times: 2 });
    await says(hers, `lost with ${code}`, { Type: "CONTROL", Persistence: "PERSISTENT" });
    await hers.startsAgain(before);
    await says(hers, `heard after ${code}`, { Type: "CONTROL", Persistence: "PERSISTENT" });
    await hers.hears("CREATE_CHANNEL_MESSAGE", { Content: `heard after ${code}` });
  }
});

test("two sessions agree with each other, with the listing, and with the page", async () => {
  const { hers, each } = await everyone();
  for (const words of ["Hello", "What is my balance?"]) {
    const { MessageId } = await says(hers, words);
    await each((one) => one.hears("CREATE_CHANNEL_MESSAGE", { MessageId }));
  }
  const created = async (client) =>
    (await client.told())
      .filter(({ type }) => type === "CREATE_CHANNEL_MESSAGE")
      .map(({ payload }) => payload.MessageId);
  const [mine, theirs] = await each(created);
  assert.deepEqual(mine, theirs);
  const { ChannelMessages } = await hers.ask("ListChannelMessages", here({ SortOrder: "ASCENDING" }));
  assert.deepEqual(
    mine,
    ChannelMessages.map(({ MessageId }) => MessageId),
  );
  const opened = await openPage(browser, `${dev.said.secure.url}/`);
  try {
    await eventually(() => opened.log.getByRole("article").count(), mine.length);
    await opened.log.getByText("Hello! I am the BankBot.", { exact: false }).first().waitFor();
  } finally {
    await opened.close();
  }
  assert.deepEqual(opened.errors, []);
});

test("a browser that doesn't trust the certificate has no answer, and its socket closes with 1006", async () => {
  const stranger = await startBrowser();
  try {
    const client = await openClient(stranger, site.origin, dev.said.secure.url, dev.said.users.ana);
    const [answer, code] = await client.page.evaluate(async (url) => {
      const asked = fetch(`${url}/endpoints/messaging-session`).then(String, String);
      const closed = new Promise((resolve) => {
        new WebSocket(`${url.replace("https", "wss")}/connect`).onclose = (event) => resolve(event.code);
      });
      return [await asked, await closed];
    }, dev.said.secure.url);
    assert.equal(answer, "TypeError: Failed to fetch");
    assert.equal(code, 1006);
  } finally {
    await stranger.close();
  }
});

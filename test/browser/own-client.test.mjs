// A client of one's own: the lines that the page copies for it, and a page of another origin that is let in, or isn't.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openPage, startBrowser } from "./browser.mjs";
import { openClient, serveClient } from "./client/page.mjs";
import { startDev, stop } from "./dev-process.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let browser;
let site;
let stranger;
let dev;
let opened = [];

before(async () => {
  browser = await startBrowser();
  site = await serveClient();
  stranger = await serveClient();
  dev = await startDev(0, ["--allow-origin", site.origin]);
});
after(async () => {
  await browser.close();
  await stop(dev);
  site.close();
  stranger.close();
});
beforeEach(() => {
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
});

const show = async () => {
  const page = await openPage(browser, `${dev.said.url}/`);
  opened.push(page);
  return page;
};
const visit = async (origin) => {
  const client = await openClient(browser, origin, dev.said.url, dev.said.users.ana);
  opened.push(client);
  return client;
};
const message = () => ({
  ChannelArn: dev.said.channelArn,
  Content: "from elsewhere",
  Type: "CONTROL",
  Persistence: "PERSISTENT",
});

/** What a page's script makes of an address: its status and the headers that it may read, or why it has no answer. */
const read = (client, path) =>
  client.page.evaluate(
    (url) =>
      fetch(url).then(
        ({ status, headers }) => ({ status, headers: Object.fromEntries(headers) }),
        (error) => String(error),
      ),
    `${dev.said.url}${path}`,
  );

const closeOfSocket = (client) =>
  client.page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url);
        socket.onmessage = ({ data }) => resolve(JSON.parse(data).Headers["x-amz-chime-event-type"]);
        socket.onclose = ({ code }) => resolve(code);
      }),
    `${dev.said.url.replace("http", "ws")}/connect?userArn=${encodeURIComponent(dev.said.users.ana.arn)}`,
  );

test("what the page copies is all that an SDK in a shell needs to send a message, which the page shows", async () => {
  const { page, errors, panel } = await show();
  const bots = await panel("Bots");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: dev.said.url });
  const place = bots.getByRole("region", { name: "Your own client" });
  await place.getByRole("button", { name: "Copy" }).click();
  await place.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /stand-ins, no real keys/);
  const program = `
    import { ChimeSDKMessagingClient, SendChannelMessageCommand } from "@aws-sdk/client-chime-sdk-messaging";
    const [, ChannelArn, ChimeBearer] = process.argv;
    const more = { Type: "CONTROL", Persistence: "PERSISTENT", Content: "said in a shell" };
    await new ChimeSDKMessagingClient().send(new SendChannelMessageCommand({ ChannelArn, ChimeBearer, ...more }));`;
  const script = `${copied}\nexec "$@"`;
  const { channelArn, users } = dev.said;
  const node = [process.execPath, "--input-type=module", "-e", program, channelArn, users.ben.arn];
  await promisify(execFile)("bash", ["-c", script, "sh", ...node], { cwd: ROOT, env: { PATH: process.env.PATH } });
  await page.getByText("said in a shell").first().waitFor();
  assert.deepEqual(errors, []);
});

test("where the browser refuses the clipboard, the button says so", async () => {
  const { page, panel } = await show();
  const bots = await panel("Bots");
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
  });
  const place = bots.getByRole("region", { name: "Your own client" });
  await place.getByRole("button", { name: "Copy" }).click();
  await place.getByRole("button", { name: "Not allowed" }).waitFor();
});

test("a page of an allowed origin asks by preflight, sends, and reads what the SDK reads of a refusal", async () => {
  const client = await visit(site.origin);
  const asked = [];
  const network = await client.page.context().newCDPSession(client.page);
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ request }) => asked.push(request.method));
  const { MessageId } = await client.ask("SendChannelMessage", message());
  assert.match(MessageId, /.+/);
  assert.deepEqual(asked.toSorted(), ["OPTIONS", "POST"]);
  const { error } = await client.ask("DescribeChannel", { ChannelArn: `${dev.said.channelArn}0` });
  assert.deepEqual([error.name, error.status], ["ForbiddenException", 403]);
  assert.match(error.requestId, /.+/);
  const { status, headers } = await read(client, "/channels/nowhere");
  assert.equal(status, 403);
  assert.deepEqual(Object.keys(headers).sort(), [
    "content-length",
    "content-type",
    "date",
    "x-amzn-errortype",
    "x-amzn-requestid",
  ]);
  assert.equal(await closeOfSocket(client), "SESSION_ESTABLISHED");
});

test("not even an allowed origin reads the page's own data, or shows the page in a frame", async () => {
  const client = await visit(site.origin);
  assert.equal(await read(client, "/_emulator/info"), "TypeError: Failed to fetch");
  assert.equal(await read(client, "/"), "TypeError: Failed to fetch");
  await client.page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const frame = Object.assign(document.createElement("iframe"), { src: url, onload: resolve });
        document.documentElement.append(frame);
      }),
    `${dev.said.url}/`,
  );
  assert.match(client.page.frames().at(-1).url(), /^chrome-error:/);
});

test("a page of any other origin gets no answer, sends nothing, and has no session", async () => {
  const client = await visit(stranger.origin);
  const before = await (await visit(site.origin)).ask("ListChannelMessages", { ChannelArn: dev.said.channelArn });
  const { error } = await client.ask("SendChannelMessage", message());
  assert.match(error.message, /Failed to fetch/);
  assert.equal(await read(client, "/channels/nowhere"), "TypeError: Failed to fetch");
  assert.equal(await closeOfSocket(client), 1006);
  const now = await (await visit(site.origin)).ask("ListChannelMessages", { ChannelArn: dev.said.channelArn });
  assert.deepEqual(
    now.ChannelMessages.map(({ MessageId }) => MessageId),
    before.ChannelMessages.map(({ MessageId }) => MessageId),
  );
});

import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { controlRoutes } from "../../../../tools/emulator/http/control-routes.ts";
import type { Info } from "../../../../tools/emulator/http/info.ts";
import { readPage } from "../../../../tools/emulator/http/page-file.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let url: string;
beforeEach(async () => {
  const processor = () => undefined;
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor, processorDescription: "a test" });
  ({ url } = await emulator.listen());
});
afterEach(() => emulator.close());

test("the info says who is there, what bots run and what to say to them", async () => {
  const info = await (await fetch(`${url}/_emulator/info`)).json();
  const { channelArn, bot, users, lexBots } = emulator.world;
  expect(info).toMatchObject({
    channelArn,
    bot,
    users: [users.ana, users.ben, users.cleo],
    lexBots: [
      { ...lexBots[0], locales: ["en_US"], utterances: expect.arrayContaining(["hi"]), notes: expect.any(Array) },
    ],
    processor: "a test",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test("the sample bot's cards find their pictures here, as pictures; nothing else is served beside them", async () => {
  const served = await fetch(`${url}/_emulator/pictures/counter.svg`);
  expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  expect(await served.text()).toContain("<svg ");
  for (const path of ["none.svg", "..%2FManifest.json", "Manifest.json"]) {
    expect((await fetch(`${url}/_emulator/pictures/${path}`)).status).toBe(404);
  }
});

test("a sample utterance holds no placeholder", async () => {
  const { lexBots } = (await (await fetch(`${url}/_emulator/info`)).json()) as Info;
  expect(lexBots[0]?.utterances.filter((utterance) => utterance.includes("{"))).toEqual([]);
});

test("the events begin with everything there is, and go on with every change, whole", async () => {
  const before = await emulator.send({ content: "before", type: "CONTROL" });
  const stream = events(`${url}/_emulator/events`);
  expect(await stream.next()).toEqual({
    event: "snapshot",
    data: { messages: [before], deliveries: [] },
  });
  const after = await emulator.send({ content: "after" });
  expect(await stream.next()).toEqual({ event: "message", data: after });
  expect(await stream.next()).toMatchObject({
    event: "delivery",
    data: { messageId: after.MessageId, invocations: [] },
  });
  await stream.close();
});

test("a reset forgets everything and tells who listens with a new snapshot", async () => {
  await emulator.send({ content: "before", type: "CONTROL" });
  const stream = events(`${url}/_emulator/events`);
  await stream.next();
  expect((await fetch(`${url}/_emulator/reset`, { method: "POST" })).status).toBe(204);
  expect(await stream.next()).toEqual({ event: "snapshot", data: { messages: [], deliveries: [] } });
  await stream.close();
});

test("a reader that falls too far behind is cut off, so that nothing piles up for it", async () => {
  const response = await fetch(`${url}/_emulator/events`);
  for (let i = 0; i < 4_000; i++) await emulator.send({ content: "x".repeat(4000), type: "CONTROL" });
  const text = await response.text();
  expect(text.split("event: message").length).toBeLessThan(4_000);
});

test("a reader that reads nothing holds about a megabyte, and there are thirty-two at most", async () => {
  for (let i = 0; i < 500; i++) await emulator.send({ content: "x".repeat(4000), type: "CONTROL" });
  const all = new AbortController();
  const open = () => fetch(`${url}/_emulator/events`, { signal: all.signal });
  const opened = await Promise.all(Array.from({ length: 32 }, open));
  expect(opened.every(({ status }) => status === 200)).toBe(true);
  expect((await open()).status).toBe(503);
  all.abort();
  await expect
    .poll(async () => (await fetch(`${url}/_emulator/events`, { signal: AbortSignal.timeout(5_000) })).status)
    .toBe(200);
});

test("every answer says that it is what it is, and stands in nobody's frame", async () => {
  for (const path of ["/", "/_emulator/info", "/nowhere", "/endpoints/messaging-session"]) {
    const { headers } = await fetch(`${url}${path}`);
    expect([headers.get("x-content-type-options"), headers.get("x-frame-options")]).toEqual(["nosniff", "DENY"]);
    expect(headers.get("content-security-policy")).toBe("frame-ancestors 'none'");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});

test("bound to the outside it is called by addresses and by the names that it was given, and by no other", async () => {
  const { url: outside } = await emulator.listen({ host: "0.0.0.0", allowHosts: ["emulator.internal"] });
  const { port } = new URL(outside);
  const statuses = ["127.0.0.1", "192.0.2.7", "[2001:db8::1]", "localhost", "emulator.internal", "evil.example"].map(
    (host) => statusFor(`${host}:${port}`, port),
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 200, 403]);
  for (const host of ["http://a", "a/b", "a:80", "*", ""]) {
    await expect(emulator.listen({ allowHosts: [host] })).rejects.toMatchObject({ code: "USAGE" });
  }
});

test("no other site may read or write: no CORS header, and a foreign origin or host is refused", async () => {
  expect((await fetch(`${url}/_emulator/info`)).headers.get("access-control-allow-origin")).toBeNull();
  const origin = { origin: "https://evil.example" };
  expect((await fetch(`${url}/_emulator/reset`, { method: "POST", headers: origin })).status).toBe(403);
  expect((await fetch(`${url}/_emulator/reset`, { method: "POST", headers: { origin: url } })).status).toBe(204);
  expect(await statusFor("evil.example")).toBe(403);
  expect(await statusFor(`localhost:${new URL(url).port}`)).toBe(200);
});

test("the page is read where it lies, in the first place that has it", async () => {
  const [here, nowhere] = [new URL(import.meta.url), new URL("./nowhere.html", import.meta.url)];
  expect(await readPage([nowhere, here])).toBe(await readFile(here, "utf8"));
  expect(await readPage([nowhere])).toBeUndefined();
});

test.each([
  ["is built", "<p>Hello</p>", 200, "<p>Hello</p>"],
  ["isn't built", undefined, 503, "npm run build"],
])("a page that %s is answered so", async (_, page, status, text) => {
  const { namedFaults, clock } = emulator;
  const silent = {
    ...{ namedFaults, clock, messages: () => [], deliveries: () => [], on: () => () => {}, reset: () => {} },
    ...{ faults: () => ({ known: [], active: [] }), options: () => undefined, changeOptions: () => {} },
    ...{ redeliver: () => {}, addBot: () => Promise.reject(new Error("none")), setPaused: () => undefined },
  };
  const routes = controlRoutes({ ...silent, info: emptyInfo, page: async () => page });
  const response = await routes.request("/");
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)]);
});

test.each(["/nowhere", "/_emulator/nowhere", "/channels/nowhere/more", "/bots/x"])(
  "%s is a 404 that names it",
  async (path) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(404);
    expect(((await response.json()) as { message: string }).message).toContain(`The emulator has no GET ${path}.`);
  },
);

test.each([
  ["whose ARN a proxy decoded", "/channels/arn:aws:chime:us-east-1:1:app-instance/a/channel/b/messages", "%2F a slash"],
  ["of an endpoint that ends with a slash", "//channels/x/messages", "two slashes in a row"],
  ["of Lex, likewise", "//bots/x", "two slashes in a row"],
])("a path %s is told by what changed it", async (_, path, told) => {
  const response = await fetch(url + path, { method: "POST", body: "{}" });
  expect(response.status).toBe(404);
  expect(((await response.json()) as { message: string }).message).toContain(told);
});

test("a body that isn't JSON is refused in each service's own shape", async () => {
  const init = { method: "POST", body: "{", headers: { "x-amz-chime-bearer": emulator.world.users.ana.arn } };
  const chime = await fetch(`${url}/channels/${encodeURIComponent(emulator.world.channelArn)}/messages`, init);
  expect([chime.status, Object.keys((await chime.json()) as object)]).toEqual([400, ["Code", "Message"]]);
  const lex = await fetch(`${url}/bots/BANKBOT001/botAliases/TSTALIASID/botLocales/en_US/sessions/ab/text`, init);
  expect([lex.status, Object.keys((await lex.json()) as object)]).toEqual([400, ["message"]]);
  expect(lex.headers.get("x-amzn-errortype")).toBe("ValidationException");
});

function emptyInfo(): Info {
  const { channelArn, bot } = emulator.world;
  return { channelArn, bot, bots: [], channels: [], users: [], lexBots: [], processor: "none", version: "0.0.0" };
}

function statusFor(host: string, port = new URL(url).port): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`http://127.0.0.1:${port}/_emulator/info`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject).end();
  });
}

/** The events of a server-sent stream, one by one. */
function events(address: string) {
  const abort = new AbortController();
  const parts = (async function* () {
    const response = await fetch(address, { signal: abort.signal });
    let text = "";
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        yield { event, data: JSON.parse(data ?? "null") };
      }
    }
  })();
  return {
    next: async () => (await parts.next()).value,
    async close() {
      abort.abort();
      await parts.next().catch(() => undefined);
    },
  };
}

test("a body over a megabyte is refused, and the connection lives on", async () => {
  const init = { method: "POST", body: "x".repeat(1024 * 1024 + 1), headers: { "x-amz-chime-bearer": "x" } };
  const address = `${url}/channels/${encodeURIComponent(emulator.world.channelArn)}/messages`;
  expect((await fetch(address, init)).status).toBe(413);
  expect((await fetch(`${url}/_emulator/info`)).status).toBe(200);
});

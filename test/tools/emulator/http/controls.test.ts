import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { createEmulator, type Emulator, type ProcessorOptions } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
let url: string;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor: () => undefined });
  ({ url } = await emulator.listen());
});
afterEach(() => emulator.close());

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const sent = body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(`${url}/_emulator/${path}`, { method, headers, ...(sent ? { body: sent } : {}) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** What is told on the event stream while `act` runs, until `count` events came. */
async function told(count: number, act: () => Promise<unknown>): Promise<string[]> {
  const abort = new AbortController();
  const { body } = await fetch(`${url}/_emulator/events`, { signal: abort.signal });
  const names: string[] = [];
  const acted = act();
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    names.push(...Array.from(chunk.matchAll(/^event: (.*)$/gm), ([, name = ""]) => name));
    if (names.length >= count) break;
  }
  await acted;
  abort.abort();
  return names;
}

describe("the faults", () => {
  it("are listed as a form would show them, put in force, and taken off", async () => {
    const { body: listed } = await ask("GET", "faults");
    expect(listed.active).toEqual([]);
    expect(listed.known.find(({ name }: { name: string }) => name === "slow")).toMatchObject({
      what: expect.any(String),
      parameters: [
        { name: "operation", kind: "choice", values: expect.arrayContaining(["lex", "callback"]), default: "lex" },
        { name: "delayMs", kind: "number", default: 5000 },
        { name: "probability", kind: "number", default: 1 },
      ],
    });
    const made = await ask("POST", "faults", { name: "throttle", times: 2, operation: "callback" });
    expect(made).toEqual({ status: 201, body: { id: expect.any(String) } });
    const active = {
      id: made.body.id,
      name: "throttle",
      times: 2,
      operation: "callback",
      status: "429",
      probability: 1,
    };
    expect((await ask("GET", "faults")).body.active).toEqual([active]);
    expect((await ask("DELETE", `faults/${made.body.id}`)).status).toBe(204);
    expect((await ask("DELETE", `faults/${made.body.id}`)).status).toBe(404);
    await ask("POST", "faults", { name: "hang" });
    expect((await ask("DELETE", "faults")).status).toBe(204);
    expect(emulator.namedFaults.active()).toEqual([]);
  });

  it.each([
    [{ name: "nothing" }, /There is no fault nothing\. Use one of redeliver/],
    [{ name: "slow", delayMs: "long" }, /Pass a number/],
    [[], /must be a JSON object\. Send JSON such as/],
  ])("refuse %o with the fix", async (input, text) => {
    const { status, body } = await ask("POST", "faults", input);
    expect([status, body.message]).toEqual([400, expect.stringMatching(text)]);
  });

  it("tell of their changes at once", async () => {
    const names = await told(3, async () => {
      await ask("POST", "faults", { name: "throttle" });
      await ask("DELETE", "faults");
    });
    expect(names).toEqual(["snapshot", "faults", "faults"]);
  });
});

describe("the options", () => {
  it("are the processor's own affair where it is a module", async () => {
    for (const method of ["GET", "PATCH"]) {
      const { status, body } = await ask(method, "options", method === "PATCH" ? { a: "b" } : undefined);
      expect([status, body.message]).toEqual([404, expect.stringContaining("a module of your own")]);
    }
  });

  it("are read, changed at once, and refused with the fix", async () => {
    let mood = "calm";
    const options: ProcessorOptions = {
      known: [{ path: "mood", values: ["calm", "wild"], what: "How it feels." }],
      values: () => ({ mood }),
      change(changes) {
        if (changes["mood"] !== "wild") throw new BridgeError("USAGE", "mood can't be that.", { fix: "Use wild." });
        mood = "wild";
      },
    };
    emulator.setProcessor(() => undefined, "moody", options);
    expect(await ask("GET", "options")).toEqual({
      status: 200,
      body: { known: options.known, values: { mood: "calm" } },
    });
    const names = await told(2, async () => {
      expect((await ask("PATCH", "options", { mood: "wild" })).body.values).toEqual({ mood: "wild" });
    });
    expect(names).toEqual(["snapshot", "options"]);
    expect(await ask("PATCH", "options", { mood: "sad" })).toEqual({
      status: 400,
      body: { message: "mood can't be that. Use wild." },
    });
  });
});

describe("a dropped export", () => {
  it("becomes the bot that is asked first, under its own name", async () => {
    const names = await told(2, async () => {
      const added = await ask("POST", "bots", bankBotAs("Other", "OTHERBOT01"), { "x-file-name": "other%20bot.zip" });
      expect(added).toMatchObject({
        status: 201,
        body: { name: "Other", botId: "OTHERBOT01", locales: ["en_US"], notes: expect.any(Array) },
      });
    });
    expect(names).toEqual(["snapshot", "info"]);
    const { body: info } = await ask("GET", "info");
    expect(info.lexBots.map(({ name }: { name: string }) => name)).toEqual(["Other", "BankBot"]);
    expect(emulator.world.lexBots[0]?.botId).toBe("OTHERBOT01");
    const path = { botId: "OTHERBOT01", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "abc" };
    const signal = AbortSignal.timeout(1_000);
    const answer = await emulator.ports.recognizeText({ ...path, text: "hi", requestAttributes: {} }, { signal });
    expect(answer.messages).not.toHaveLength(0);
  });

  it.each<[what: string, bytes: Uint8Array]>([
    ["no zip", strToU8("not a zip at all")],
    ["a zip without a bot", zipSync({ "readme.json": strToU8("{}") })],
    ["a bot without a locale", zipSync({ "Bot/Bot.json": strToU8('{"name":"Bot","identifier":"ABCDEFGHIJ"}') })],
    ["nothing", new Uint8Array()],
  ])("that is %s is refused in a sentence with the fix, and the rest keeps running", async (_what, bytes) => {
    const { status, body } = await ask("POST", "bots", bytes, { "x-file-name": "dropped.zip" });
    expect([status, body.message]).toEqual([400, expect.stringMatching(/\. .+\./)]);
    expect(emulator.world.lexBots.map(({ name }) => name)).toEqual(["BankBot"]);
  });
});

describe("a delivery", () => {
  it("is delivered again", async () => {
    const { MessageId } = await emulator.send({ content: "Hello" });
    await expect.poll(() => emulator.deliveries()[0]?.invocations.length).toBe(1);
    expect((await ask("POST", `deliveries/${MessageId}/redeliver`)).status).toBe(202);
    await expect.poll(() => emulator.deliveries()[0]?.invocations.length).toBe(2);
  });

  it("that there is none of can't be", async () => {
    const { status, body } = await ask("POST", "deliveries/nothing/redeliver");
    expect([status, body.message]).toEqual([400, expect.stringContaining("No such message went through the flow.")]);
  });
});

describe("the clock", () => {
  it("moves on, and what has waited for over 48 hours has failed", async () => {
    const { MessageId } = await emulator.send({ content: "Hello" });
    const before = (await ask("GET", "clock")).body.now;
    const names = await told(3, async () => {
      expect((await ask("POST", "clock", { advanceMs: 172_800_001 })).body.now).toBeGreaterThan(before + 172_800_000);
    });
    expect(names).toEqual(["snapshot", "message", "clock"]);
    expect(emulator.messages()).toMatchObject([{ MessageId, Status: { Value: "FAILED" } }]);
  });

  it.each([{ advanceMs: -1 }, { advanceMs: "soon" }, {}])("doesn't move by %o", async (body) => {
    const refused = await ask("POST", "clock", body);
    expect([refused.status, refused.body.message]).toEqual([
      400,
      expect.stringContaining("The clock moves forward only."),
    ]);
  });
});

/** The bank bot's export as a zip, as if it were another bot. */
function bankBotAs(name: string, identifier: string): Uint8Array {
  const root = "fixtures/bots/bank-bot";
  const files: Record<string, Uint8Array> = {};
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".json")) continue;
    const bytes = readFileSync(join(root, file));
    const isBot = file.endsWith("/Bot.json");
    files[file] = isBot ? strToU8(JSON.stringify({ ...JSON.parse(bytes.toString()), name, identifier })) : bytes;
  }
  return zipSync(files);
}

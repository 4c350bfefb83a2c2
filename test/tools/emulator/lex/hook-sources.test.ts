import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { HookEvent } from "../../../../tools/emulator/lex/dialog/hooks/hook.ts";
import { type HookSource, type LoadedHook, loadHook } from "../../../../tools/emulator/lex/dialog/hooks/load-hook.ts";
import { whyNotLoaded } from "../../../../tools/emulator/user-module.ts";
import { folderOf } from "./made-bot.ts";

const EVENT = { inputTranscript: "hello", invocationSource: "DialogCodeHook" } as HookEvent;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function load(source: HookSource, onOutput: (line: string) => void = () => {}): Promise<LoadedHook["hook"]> {
  const loaded = await loadHook(source, { timeoutMs: 5_000, onOutput });
  closing.push(loaded.close);
  return loaded.hook;
}

async function moduleOf(name: string, code: string): Promise<string> {
  return join(await folderOf({ [name]: code }), name);
}

function call(hook: LoadedHook["hook"], signal = new AbortController().signal): Promise<unknown> {
  return Promise.resolve(hook(EVENT, { signal }));
}

describe("A module that exports handler is called as AWS Lambda would:", () => {
  const MODULES: Record<string, [name: string, code: string]> = {
    "an async handler in ESM": [
      "hook.mjs",
      "export const handler = async (event) => ({ heard: event.inputTranscript });",
    ],
    "a handler in CommonJS": ["hook.cjs", "exports.handler = async (event) => ({ heard: event.inputTranscript });"],
    "a callback": ["hook.cjs", "exports.handler = (event, _, done) => done(null, { heard: event.inputTranscript });"],
    "a plain return": ["hook.mjs", "export const handler = (event) => ({ heard: event.inputTranscript });"],
  };
  test.each(Object.entries(MODULES))("%s.", async (_, [name, code]) => {
    expect(await call(await load(await moduleOf(name, code)))).toEqual({ heard: "hello" });
  });

  test("it gets Lambda's context.", async () => {
    const code = "export const handler = (_, c) => ({ id: c.awsRequestId, left: c.getRemainingTimeInMillis() });";
    const answer = await call(await load(await moduleOf("hook.mjs", code)));
    expect(answer).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), left: expect.any(Number) });
  });

  test("what it writes goes to whoever listens, line by line.", async () => {
    const lines: string[] = [];
    const code = "export const handler = () => { console.log('one\\ntwo'); return {}; };";
    await call(await load(await moduleOf("hook.mjs", code), (line) => lines.push(line)));
    await expect.poll(() => lines).toEqual(["one", "two"]);
  });

  test("an error that it throws is the call's, with its name and message.", async () => {
    const hook = await load(await moduleOf("hook.mjs", "export const handler = async () => { null.x; };"));
    await expect(call(hook)).rejects.toMatchObject({ name: "TypeError", message: expect.stringContaining("null") });
  });

  test("one that ends its thread, or hangs in it, fails its own call, and the next call begins anew.", async () => {
    const code = `import { workerData } from "node:worker_threads";
      let calls = 0;
      export const handler = (event) => {
        calls += 1;
        if (globalThis.ends === undefined && event.invocationLabel === "exit") process.exit(3);
        if (event.invocationLabel === "hang") for (;;);
        return { calls };
      };`;
    const hook = await load(await moduleOf("hook.mjs", code));
    const labelled = (invocationLabel: string, signal = new AbortController().signal) =>
      Promise.resolve(hook({ ...EVENT, invocationLabel }, { signal }));
    expect(await labelled("")).toEqual({ calls: 1 });
    expect(await labelled("")).toEqual({ calls: 2 });
    await expect(labelled("exit")).rejects.toThrow("Its thread ended with code 3.");
    expect(await labelled("")).toEqual({ calls: 1 });
    await expect(labelled("hang", AbortSignal.timeout(50))).rejects.toThrow("Its thread ended");
    expect(await labelled("")).toEqual({ calls: 1 });
  });
});

describe("An HTTP address gets the event as a POST of JSON:", () => {
  async function serve(
    answer: (
      body: string,
      path: string | undefined,
    ) => [status: number, body: string, headers?: Record<string, string>],
  ) {
    const server: Server = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const [status, text, headers = {}] = answer(`${request.method} ${body}`, request.url);
        response.writeHead(status, headers).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/2015-03-31/functions/function/invocations`;
  }

  test("and its body is the answer.", async () => {
    const url = await serve((body, path) => [200, JSON.stringify({ body, path })]);
    expect(await call(await load(url))).toEqual({
      body: `POST ${JSON.stringify(EVENT)}`,
      path: "/2015-03-31/functions/function/invocations",
    });
    expect(await call(await load({ url }))).toMatchObject({ body: expect.stringContaining("hello") });
  });

  const FAILING: Record<string, [answer: [number, string, Record<string, string>?], why: RegExp]> = {
    "another status": [[502, "{}"], /answered 502/],
    "no JSON": [[200, "<html>"], /answered no JSON/],
    "a failure of the function": [[200, "{}", { "x-amz-function-error": "Unhandled" }], /failed \(Unhandled\)/],
    "a redirect": [[302, "", { location: "http://192.0.2.1/" }], /does not answer/],
    "more than 1 MB": [[200, `"${"x".repeat(1_100_000)}"`], /over 1 MB/],
  };
  test.each(Object.entries(FAILING))("%s fails the call.", async (_, [answer, why]) => {
    await expect(call(await load(await serve(() => answer)))).rejects.toThrow(why);
  });

  test("one where nobody listens fails the call.", async () => {
    await expect(call(await load("http://127.0.0.1:9/"))).rejects.toThrow(/does not answer/);
  });
});

describe("A hook that can't be used is refused with CODE_HOOK_UNUSABLE and its reason:", () => {
  const UNUSABLE: Record<string, [source: () => Promise<HookSource>, why: RegExp]> = {
    "no such file": [async () => "/nowhere/hook.mjs", /Cannot find module/],
    "no handler": [() => moduleOf("hook.mjs", "export const other = 1;"), /exports no function named handler/],
    "a module that throws": [() => moduleOf("hook.mjs", "throw new Error('at home');"), /at home/],
    "another machine": [async () => "http://192.0.2.1/", /another machine's/],
    "another machine by name": [async () => "https://hooks.example/", /another machine's/],
    "no HTTP": [async () => ({ url: "ftp://127.0.0.1/" }), /no HTTP address/],
    "no address": [async () => ({ url: "here" }), /no HTTP address/],
  };
  test.each(Object.entries(UNUSABLE))("%s.", async (_, [source, why]) => {
    const error: unknown = await load(await source()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BridgeError);
    expect(error).toMatchObject({ code: "CODE_HOOK_UNUSABLE", detail: expect.stringMatching(why) });
  });

  test("another machine is used where it is meant.", async () => {
    expect(await load({ url: "http://192.0.2.1/", remote: true })).toBeTypeOf("function");
  });
});

describe("A module that is named with its export, or written in TypeScript:", () => {
  const CODE =
    "export const lambdaHandler = async (event: { inputTranscript: string }) => ({ heard: event.inputTranscript });";

  test("the function after the colon is called.", async () => {
    const path = await moduleOf("hook.mjs", "export const other = () => ({ other: true });");
    expect(await call(await load(`${path}:other`))).toEqual({ other: true });
  });

  test("one that isn't there is named.", async () => {
    const path = await moduleOf("hook.mjs", "export const handler = () => ({});");
    await expect(load(`${path}:lambdaHandler`)).rejects.toThrow("It exports no function named lambdaHandler.");
  });

  test("TypeScript runs where esbuild is beside it, with imports that have no extension.", async () => {
    const folder = await folderOf({
      "hook.ts": `import { heard } from "./heard"; enum Kind { Said = "said" } ${CODE.replace("heard: event.inputTranscript", "[Kind.Said]: heard(event.inputTranscript), here: import.meta.url.endsWith('hook.ts')")}`,
      "heard.ts": "export const heard = (text: string): string => text.toUpperCase();",
      "node_modules/esbuild/index.js": `module.exports = require(${JSON.stringify(createRequire(import.meta.url).resolve("esbuild"))});`,
    });
    const hook = await load(join(folder, "hook.ts:lambdaHandler"));
    expect(await call(hook)).toEqual({ said: "HELLO", here: true });
  });

  test("what esbuild says of a broken one is told.", async () => {
    const folder = await folderOf({
      "hook.ts": "export const handler = (;",
      "node_modules/esbuild/index.js": `module.exports = require(${JSON.stringify(createRequire(import.meta.url).resolve("esbuild"))});`,
    });
    await expect(load(join(folder, "hook.ts"))).rejects.toMatchObject({
      code: "CODE_HOOK_UNUSABLE",
      message: expect.stringMatching(/hook\.ts can't be used: [\s\S]*Unexpected/),
    });
  });

  test("what Node.js can't read is told with both ways out.", () => {
    expect(whyNotLoaded('Unknown file extension ".ts" for /x/hook.ts')).toMatch(/esbuild.*Node\.js 22\.18/);
    expect(whyNotLoaded("Cannot find module x")).toBe("Cannot find module x");
  });

  test("a change is picked up before the next call, and only where that was asked for.", async () => {
    const code = (word: string) =>
      `import { word } from "./word.mjs"; export const handler = () => ({ ${word}: word });`;
    const folder = await folderOf({ "hook.mjs": code("one"), "word.mjs": "export const word = 1;" });
    const lines: string[] = [];
    const path = join(folder, "hook.mjs");
    const watched = await loadHook(path, { timeoutMs: 5_000, watch: true, onOutput: (line) => lines.push(line) });
    closing.push(watched.close);
    const unwatched = await load(path);
    expect(await call(watched.hook)).toEqual({ one: 1 });
    await writeFile(join(folder, "word.mjs"), "export const word = 2222;");
    expect(await call(watched.hook)).toEqual({ one: 2222 });
    await writeFile(path, code("three"));
    expect(await call(watched.hook)).toEqual({ three: 2222 });
    expect(await call(watched.hook)).toEqual({ three: 2222 });
    expect(await call(unwatched)).toEqual({ one: 1 });
    expect(lines).toEqual([
      "The module was changed, and is loaded anew.",
      "The module was changed, and is loaded anew.",
    ]);
  });

  test("a change that can't be loaded fails the call with its reason, and the next change mends it.", async () => {
    const folder = await folderOf({ "hook.mjs": "export const handler = () => ({});" });
    const path = join(folder, "hook.mjs");
    const { hook, close } = await loadHook(path, { timeoutMs: 5_000, watch: true, onOutput: () => {} });
    closing.push(close);
    await writeFile(path, "export const other = () => ({});");
    await expect(call(hook)).rejects.toThrow("It exports no function named handler.");
    await writeFile(path, "export const handler = () => ({ mended: true });");
    expect(await call(hook)).toEqual({ mended: true });
  });
});

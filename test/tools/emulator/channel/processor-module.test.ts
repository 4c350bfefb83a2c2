import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import {
  createEmulator,
  type LoadedProcessor,
  type LoadProcessorOptions,
  loadProcessor,
  type ProcessorContext,
} from "../../../../tools/emulator/index.ts";

const execPath = process.execPath;
const event: ProcessorEvent = {
  CallbackId: "callback",
  ChannelMessage: { MessageId: "message", ChannelArn: "arn", Content: "Hello", Sender: { Arn: "ana" } },
};
const context: ProcessorContext = {
  awsRequestId: "request",
  functionName: "channel-processor",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn",
  memoryLimitInMB: "256",
  getRemainingTimeInMillis: () => 5000,
};

let folder: string;
let loaded: LoadedProcessor | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "processor-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await loaded?.close();
  loaded = undefined;
});

async function load(
  file: string,
  source: string,
  env = {},
  options: LoadProcessorOptions = {},
): Promise<LoadedProcessor> {
  const path = join(folder, file);
  await writeFile(path, source);
  loaded = await loadProcessor(path, env, { execPath, ...options });
  return loaded;
}

test.each([
  ["an ESM module", "a.mjs", "export const handler = async (event) => event.ChannelMessage.Content;"],
  ["a CommonJS module", "a.cjs", "exports.handler = async (event) => event.ChannelMessage.Content;"],
  [
    "a minified CommonJS module",
    "b.cjs",
    "var t={};t.handler=async e=>e.ChannelMessage.Content;module.exports=(()=>t)();",
  ],
  [
    "a callback handler",
    "c.cjs",
    "exports.handler = (e, _, done) => setTimeout(() => done(null, e.ChannelMessage.Content), 1);",
  ],
])("%s is run with the event and its result comes back", async (_, file, source) => {
  const { processor } = await load(file, source);
  expect(await processor(event, context)).toBe("Hello");
});

test.each([
  ["with a callback is told that Lambda refuses it", "k.cjs", "exports.handler = (_e, _c, done) => done();", true],
  ["of two parameters says nothing", "l.cjs", "exports.handler = async (_e, _c) => {};", false],
])("a handler %s", async (_, file, source, isTold) => {
  const lines: string[] = [];
  const { processor } = await load(file, source, {}, { onOutput: (line) => lines.push(line) });
  await processor(event, context);
  const told = () => lines.filter((line) => line.includes("Runtime.CallbackHandlerDeprecated"));
  await expect.poll(told).toHaveLength(isTold ? 1 : 0);
});

test("the module sees the given environment and the context, its clock included", async () => {
  const source = `export const handler = async (_, context) =>
    [process.env.AWS_ENDPOINT_URL_LEX_RUNTIME_V2, context.awsRequestId, context.getRemainingTimeInMillis() > 4000];`;
  const { processor } = await load("env.mjs", source, { AWS_ENDPOINT_URL_LEX_RUNTIME_V2: "http://127.0.0.1:1" });
  expect(await processor(event, context)).toEqual(["http://127.0.0.1:1", "request", true]);
});

test.each([
  ["thrown", "t.mjs", "export const handler = async () => { throw new TypeError('broken'); };"],
  ["called back", "u.cjs", "exports.handler = (_e, _c, done) => done(new TypeError('broken'));"],
  ["thrown at once", "v.mjs", "export const handler = () => { throw new TypeError('broken'); };"],
])("an error that is %s arrives with its name and text", async (_, file, source) => {
  const { processor } = await load(file, source);
  await expect(processor(event, context)).rejects.toMatchObject({ name: "TypeError", message: "broken" });
});

test("several invocations run at once", async () => {
  const source = `let waiting = [];
    export const handler = () => new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 3) waiting.forEach((done, i) => done(i));
    });`;
  const { processor } = await load("many.mjs", source);
  expect(await Promise.all([1, 2, 3].map(() => processor(event, context)))).toEqual([0, 1, 2]);
});

test("a crash fails what runs, and the next invocation starts anew", async () => {
  const source = `import { existsSync, writeFileSync } from "node:fs";
    const flag = ${JSON.stringify(join(folder ?? "", "crashed"))} + import.meta.url.length;
    export const handler = async () => {
      if (existsSync(flag)) return "well";
      writeFileSync(flag, "");
      process.exit(3);
    };`;
  const { processor } = await load("crash.mjs", source.replace('""', JSON.stringify(join(folder, "crashed"))));
  await expect(processor(event, context)).rejects.toThrow("exited with code 3");
  expect(await processor(event, context)).toBe("well");
});

test("what the module writes reaches onOutput line by line", async () => {
  const lines: string[] = [];
  const source = "export const handler = async () => { console.log('out'); console.error('err'); };";
  const { processor, close } = await load("loud.mjs", source, {}, { onOutput: (line) => lines.push(line) });
  await processor(event, context);
  await expect.poll(() => lines.length).toBe(2);
  await close();
  expect(lines.sort()).toEqual(["err", "out"]);
});

test.each([
  ["is missing", undefined, /Cannot find module/],
  ["exports no handler", "export const main = () => {};", /exports no function named handler/],
  ["exports a handler that is none", "export const handler = 1;", /exports no function named handler/],
  ["throws while it loads", "throw new Error('no table');", /no table/],
  ["is not JavaScript", "export const = ;", /Unexpected token/],
  ["exits while it loads", "process.exit(4);", /exited with code 4/],
])("a module that %s is unusable, and the error says why and what to pass", async (why, source, text) => {
  const path = join(folder, `${why.replaceAll(" ", "-")}.mjs`);
  if (source !== undefined) await writeFile(path, source);
  const loading = loadProcessor(path, {}, { execPath, onOutput: () => {} });
  await expect(loading).rejects.toMatchObject({ code: "PROCESSOR_UNUSABLE", message: expect.stringMatching(text) });
});

test("a Node.js that isn't there is named", async () => {
  const loading = loadProcessor(join(folder, "a.mjs"), {}, { execPath: join(folder, "no-node") });
  await expect(loading).rejects.toThrow(/PROCESSOR_UNUSABLE.*no-node ENOENT/);
});

test("closing ends the child, fails what runs and takes no more", async () => {
  const { processor, close } = await load("hang.mjs", "export const handler = () => new Promise(() => {});");
  const running = processor(event, context);
  await Promise.all([expect(running).rejects.toThrow("exited with SIGKILL"), close()]);
  await expect(processor(event, context)).rejects.toThrow("closed");
});

test("an unmodified module releases the emulator's messages through the endpoint in its environment", async () => {
  const emulator = await createEmulator({ bots: [] });
  const { url } = await emulator.listen();
  const source = `export const handler = async ({ CallbackId, ChannelMessage: { ChannelArn, MessageId } }) => {
    const at = process.env.AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING + "/channels/" + encodeURIComponent(ChannelArn);
    const body = JSON.stringify({ CallbackId, ChannelMessage: { MessageId, Content: "from the child" } });
    return (await fetch(at + "?operation=channel-flow-callback", { method: "POST", body })).status;
  };`;
  const { processor } = await load("flow.mjs", source, { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url });
  emulator.setProcessor(processor);
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  expect(emulator.messages()[0]).toMatchObject({ Content: "from the child", Status: { Value: "SENT" } });
  expect(emulator.deliveries()[0]?.invocations[0]?.result).toBe(200);
  await emulator.close();
});

test("a crash kills the child, whose invocations fail, and the next one starts another", async () => {
  const processor =
    "exports.handler = async (event) => (event.CallbackId === 'slow' ? new Promise(() => setTimeout(() => {}, 60_000)) : process.pid);";
  const { processor: invoke } = await load("crash.cjs", processor);
  const first = await invoke(event, context);
  const slow = invoke({ ...event, CallbackId: "slow" }, context);
  invoke.crash?.();
  await expect(slow).rejects.toThrow("The processor exited with SIGKILL.");
  expect(await invoke(event, context)).not.toBe(first);
});

test("A processor is called by the export after the colon, and a change of it is picked up before the next message.", async () => {
  const path = join(folder, "watched.mjs");
  await writeFile(path, "export const lambdaHandler = async () => 'before';");
  loaded = await loadProcessor(`${path}:lambdaHandler`, {}, { execPath, watch: true });
  expect(await loaded.processor(event, context)).toBe("before");
  await writeFile(path, "export const lambdaHandler = async () => 'afterwards';");
  expect(await loaded.processor(event, context)).toBe("afterwards");
  await expect(loadProcessor(path, {}, { execPath })).rejects.toThrow("It exports no function named handler.");
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Io } from "../../../tools/cli/io.ts";
import { run } from "../../../tools/cli/run.ts";
import { capturedIo, type Told } from "../../captured-io.ts";
import { botFiles, FALLBACK, folderOf, goesTo, says } from "../emulator/lex/made-bot.ts";

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "silence-")) });
});
afterEach(() => rmSync(io.cwd, { recursive: true }));

const CALLS = { utterances: ["order a cake"], fulfillmentCodeHook: { enabled: true } };
const MUTE = { utterances: ["thank you"], initialResponseSetting: { nextStep: goesTo("EndConversation") } };
const QUIET_FALLBACK = { parentIntentSignature: "AMAZON.FallbackIntent" };
const bot = () => folderOf(botFiles({ Order: CALLS, Thanks: MUTE, FallbackIntent: QUIET_FALLBACK }));

function script(text: string): string {
  writeFileSync(join(io.cwd, "talk.yaml"), `title: Silence\nturns:\n  - user: ${text}\n  - bot: { silence: true }\n`);
  return join(io.cwd, "talk.yaml");
}

const REASONS: readonly [text: string, why: RegExp][] = [
  [
    "order a cake",
    /Order calls the bot's function, and there is none here: name it with --hook Made=\.\/function\.mjs/,
  ],
  ["thank you", /Thanks is ReadyForFulfillment, and the export has no message there\./],
  ["qwertz", /Nothing was understood, and FallbackIntent has no message in this export\./],
];

describe("A silent turn is told with its reason:", () => {
  it.each(REASONS)("send, after %s", async (text, why) => {
    await run(["send", text, "--bot", await bot()], io);
    expect(printed.out).toMatch(new RegExp(`silence {3}${why.source}`));
  });

  it.each(REASONS)("talk, after %s", async (text, why) => {
    expect(await run(["talk", script(text), "--bot", await bot(), "--verbose"], io)).toBe(0);
    expect(printed.out).toMatch(new RegExp(`\\(said nothing: ${why.source}`));
  });

  it("talk, where the bot wasn't asked at all", async () => {
    writeFileSync(join(io.cwd, "c.json"), JSON.stringify({ bots: [{ invokedBy: { standardMessages: "MENTIONS" } }] }));
    await run(["talk", script("hello"), "--bot", await bot(), "--config", "c.json", "--verbose"], io);
    expect(printed.out).toMatch(/said nothing: The bot wasn't asked: not-invoked \(/);
  });

  it("nothing is told of a bot that speaks", async () => {
    const speaks = await folderOf(botFiles({ FallbackIntent: FALLBACK }));
    expect(await run(["send", "hello", "--bot", speaks], io)).toBe(0);
    expect(printed.out).not.toContain("silence");
    expect(printed.err).toBe("");
  });
});

describe("What an export needs and hasn't is told once, at the start, by cause:", () => {
  const needy = () =>
    folderOf(
      botFiles({
        Order: {
          ...CALLS,
          dialogCodeHook: { enabled: true },
          initialResponseSetting: { initialResponse: says("Which?") },
        },
        Cancel: { utterances: ["cancel it"], fulfillmentCodeHook: { enabled: true } },
        Return: { utterances: ["take it back"], fulfillmentCodeHook: { enabled: true } },
        Ask: { utterances: ["a question"], qnAIntentConfiguration: {} },
        FallbackIntent: FALLBACK,
      }),
    );

  it.each([
    ["send", (path: string) => ["send", "hello", "again", "--bot", path]],
    ["talk", (path: string) => ["talk", script("qwertz"), "--bot", path]],
    ["record", (path: string) => ["record", "c.json", "hello", "again", "--bot", path]],
  ])("%s", async (_command, argv) => {
    await run(argv(await needy()), io);
    expect(printed.err.split("\n").filter((line) => line.startsWith("! Made: "))).toEqual([
      "! Made: it calls a function (Cancel, Order and 1 more), and there is none here, so its fulfilments fail. Name it with --hook Made=./function.mjs.",
      "! Made: AMAZON.QnAIntent is not run: the intent is never recognised here. (Ask)",
    ]);
  });

  it("not of a function that was named", async () => {
    writeFileSync(
      join(io.cwd, "f.mjs"),
      "export const handler = ({ sessionState }) => ({ sessionState: { ...sessionState, dialogAction: { type: 'Delegate' } } });",
    );
    await run(["send", "hello", "--bot", await needy(), "--hook", "Made=./f.mjs"], io);
    expect(printed.err).not.toContain("calls a function");
    expect(printed.err).toContain("AMAZON.QnAIntent");
  });
});

it("dev prints a line for each delivery, with the reason of a silence and not a word of the message", async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let url = "";
  const path = await bot();
  const deving = run(["dev", "--port", "0", "--bot", path], {
    ...io,
    out: (text) => {
      printed.out += text;
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.out)?.[0] ?? "";
    },
    ended: () => ended,
  });
  await expect.poll(() => url, { timeout: 10_000 }).not.toBe("");
  expect(await run(["send", "--url", url, "order a cake"], { ...io, out: () => {} })).toBe(0);
  await expect
    .poll(() => printed.out)
    .toMatch(/\d\d:\d\d:\d\d Ana: released, \d+ ms: Order calls the bot's function.*\.\n/);
  expect(printed.out).not.toContain("cake");
  end();
  expect(await deving).toBe(0);
});

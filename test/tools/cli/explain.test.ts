import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBridge } from "../../../src/index.ts";
import { decisionToWords } from "../../../tools/operate/decision-to-words.ts";
import { CASE_CONFIG } from "../../../tools/testing/run-cases.ts";
import { command } from "../../captured-io.ts";

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const EVENT = JSON.parse(
  readFileSync(at("fixtures/cases/a-plain-text-reply-takes-the-place-of-the-question/1-event.json"), "utf8"),
);

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "explain-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

type Ports = NonNullable<Parameters<typeof createBridge>[1]>;
async function recordOf(messageId: string, content: string, recognizeText: Ports["recognizeText"] = async () => ({})) {
  const bridge = createBridge(CASE_CONFIG, { recognizeText, channelFlowCallback: async () => {} });
  return bridge.handle({
    ...EVENT,
    ChannelMessage: { ...EVENT.ChannelMessage, MessageId: messageId, Content: content },
  });
}
const answer: Ports["recognizeText"] = async () => ({
  messages: [{ contentType: "PlainText", content: "a secret" }],
  sessionState: { intent: { name: "Welcome", state: "Fulfilled" } },
});

async function writeLog() {
  const records = [
    await recordOf("m-replied", "Hello", answer),
    await recordOf("m-blank", " "),
    await recordOf("m-failed", "Hello", async () => {
      throw new Error("no");
    }),
  ];
  const lines = records.map((delivery) => {
    return `2026-11-24T09:30:00.000Z [stream] ${JSON.stringify({ level: "INFO", message: "delivery", delivery })}`;
  });
  writeFileSync(join(cwd, "function.log"), `START RequestId: x\n${lines.join("\n")}\nEND\n`);
}

describe("explain", () => {
  it("says in words what became of each delivery, what failed, what to do, and where to read on", async () => {
    await writeLog();
    const { code, out } = await command(["explain", "function.log"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^m-replied {2}The bot answered \(Welcome, Fulfilled\): BANKBOT001\.\n {4}It took [\d,]+ ms \(/,
    );
    expect(out).toMatch(/m-blank {2}The message went through unchanged, because it must be: .+ \(no-text\)\.\n/);
    expect(out).toContain("See docs/runbook.md#bot-silent-message-as-it-came.");
    expect(out).toMatch(/m-failed {2}The turn failed[^\n]+\n {4}\w+:?[^\n]*\n {4}What to do: \S[^\n]+\n/);
    expect(out).toMatch(/\n3 deliveries: 1 replied, 1 released, 1 errored\n$/);
    expect(out).not.toContain("secret");
  });

  it("leaves out what went well, shows one message, and speaks to machines", async () => {
    await writeLog();
    const problems = await command(["explain", "function.log", "--problems"], { cwd });
    expect(problems.out.match(/^m-\w+/gm)).toEqual(["m-failed"]);
    const one = JSON.parse((await command(["explain", "function.log", "--message", "m-blank", "--json"], { cwd })).out);
    expect(one).toMatchObject({ deliveries: [{ messageId: "m-blank" }], counts: { released: 1 } });
  });

  it("reads standard input", async () => {
    await writeLog();
    const stdin = () => readFileSync(join(cwd, "function.log"), "utf8");
    expect((await command(["explain", "-"], { cwd, stdin })).out).toContain("3 deliveries");
  });

  it.each([
    [["missing.log"], /missing\.log can't be read/],
    [["empty.log"], /holds no decision record\. Give lines of the handler's log/],
    [["function.log", "--message", "m-other"], /no record of the message m-other\. It holds 3 of others/],
  ])("tells what is wrong with %s", async (argv, told) => {
    await writeLog();
    writeFileSync(join(cwd, "empty.log"), "nothing\n");
    const { code, err } = await command(["explain", ...argv], { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(told)]);
  });

  const trace = (...places: string[]) =>
    writeFileSync(
      join(cwd, "trace.log"),
      JSON.stringify({ stack: ["TypeError: x", ...places.map((place) => `    at a (/var/task/${place})`)] }),
    );
  /** Where in a packed file this stands, as a trace says it. */
  function placeOf(name: string, words: string): string {
    const text = readFileSync(at(`dist/lambda/${name}`), "utf8");
    const offset = text.indexOf(words);
    expect(offset).toBeGreaterThan(0);
    return `${name}:${text.slice(0, offset).split("\n").length}:${offset - text.lastIndexOf("\n", offset)}`;
  }

  it.each([
    // Words of the sources that no minifier changes.
    ["index.cjs", "deadline-ignored"],
    ["people.cjs", "handoff-untold"],
    ["rare.cjs", "A lot is going on right now"],
  ])("says where in the sources a trace of the packed %s points", async (name, words) => {
    expect(existsSync(at(`dist/maps/${name}.map`))).toBe(true);
    const place = placeOf(name, words);
    trace(place);
    const { code, out } = await command(["explain", "trace.log"], { cwd });
    expect(code).toBe(0);
    expect(out.startsWith(`${place}  `)).toBe(true);
    const [, source = "", number = ""] = /(\S+\.ts):(\d+)/.exec(out) ?? [];
    expect(source).toMatch(/^(src|mappers)\//);
    expect(readFileSync(at(source), "utf8").split("\n")[Number(number) - 1]).toContain(words);
  });

  it("passes over the line of a trace that only calls another of the packed files", async () => {
    const [inFirst, inOther] = [placeOf("index.cjs", 'require("./rare.cjs")'), placeOf("people.cjs", "handoff-untold")];
    trace(inOther, inFirst);
    const { places } = JSON.parse((await command(["explain", "trace.log", "--json"], { cwd })).out);
    expect(places).toEqual([{ at: inOther, source: expect.stringMatching(/^src\/gate\/pause\.ts:\d+$/) }]);
  });
});

describe("a record in words", () => {
  it.each<[what: string, decision: Parameters<typeof decisionToWords>[0], said: RegExp]>([
    [
      "pending",
      { outcome: "failed", pending: true },
      /pending until a retry gets through[\s\S]*runbook\.md#message-pending/,
    ],
    ["unsent", { outcome: "failed", unsent: true, sent: { parts: 1, of: 3 } }, /of the answer 1 of 3 parts/],
    ["a duplicate", { outcome: "settled" }, /settled before/],
    [
      "a loss",
      { outcome: "replied", losses: [{ kind: "image", message: 0, before: 5_000, after: 4_000 }] as never },
      /it lost image of message 1, 5,000 bytes → 4,000 bytes[\s\S]*#a-reply-that-is-cut/,
    ],
    [
      "retries",
      { outcome: "replied", retries: { turn: 2, callback: 0, claims: 0, send: 0 } },
      /repeated: turn 2\.[\s\S]*#slow-replies/,
    ],
    ["warnings", { outcome: "replied", warnings: ["lookup-failed"] }, /Warnings: lookup-failed/],
    ["nothing", {}, /isn't recorded/],
  ])("tells of %s", (_what, decision, said) => {
    expect(decisionToWords(decision).join("\n")).toMatch(said);
  });
});

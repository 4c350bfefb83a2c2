import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Io } from "../../../tools/cli/io.ts";
import { run } from "../../../tools/cli/run.ts";
import { capturedIo, type Told } from "../../captured-io.ts";

const BANK = fileURLToPath(new URL("../../../fixtures/bots/bank-bot", import.meta.url));
const HOOK = `export const lambdaHandler = async ({ sessionState: { intent } }) => ({
  sessionState: { intent: { ...intent, state: "Fulfilled" }, dialogAction: { type: "Close" } },
  messages: [{ contentType: "PlainText", content: "The function says so." }],
});`;

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "hooks-")) });
  writeFileSync(join(io.cwd, "hook.mjs"), HOOK);
});
afterEach(() => rmSync(io.cwd, { recursive: true }));

const HOOKED = ["--bot", BANK, "--hook", "BankBot=./hook.mjs:lambdaHandler"];

function script(head = ""): string {
  const turns = "turns:\n  - user: transfer money\n  - bot: The function says so.\n";
  writeFileSync(join(io.cwd, "talk.yaml"), `title: A transfer\n${head}${turns}`);
  return join(io.cwd, "talk.yaml");
}

it("talk calls the function that --hook names, by its own export", async () => {
  expect(await run(["talk", script(), "--bot", BANK], io)).toBe(1);
  expect(await run(["talk", script(), ...HOOKED], io)).toBe(0);
});

it("a script names the functions of its bots itself, beside it", async () => {
  const path = script(`bot: ${BANK}\ncodeHooks: { BankBot: "./hook.mjs:lambdaHandler" }\n`);
  expect(await run(["talk", path], io)).toBe(0);
});

it("send and record call it, too", async () => {
  expect(await run(["send", "transfer money", "--json", ...HOOKED], io)).toBe(0);
  expect(printed.out).toContain("The function says so.");
  expect(await run(["record", "c.json", "transfer money", "--words", "kept", ...HOOKED], io)).toBe(0);
  expect(readFileSync(join(io.cwd, "c.json"), "utf8")).toContain('"state": "Fulfilled"');
});

it.each([["talk"], ["record"], ["send"]])("%s tells of a function for a bot that isn't there", async (command) => {
  const said = { talk: [script()], record: ["c.json", "hello"], send: ["hello"] }[command] ?? [];
  expect(await run([command, ...said, "--bot", BANK, "--hook", "Bakery=./hook.mjs"], io)).not.toBe(0);
  expect(printed.err).toMatch(/There is no bot Bakery/);
  expect(printed.err).toMatch(/BankBot/);
});

it.each([
  ["talk", ["--live", "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/TSTALIASID"]],
  ["send", ["--url", "http://127.0.0.1:1"]],
])("%s refuses a function where bots have their own", async (command, where) => {
  expect(await run([command, "x", ...where, "--hook", "BankBot=./hook.mjs"], io)).toBe(2);
  expect(printed.err).toMatch(/--hook/);
});

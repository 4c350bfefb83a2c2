import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PackedProject, packProject } from "../../packed-project.ts";
import { blockOf } from "./page.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
let project: PackedProject;

/** A program in the project, without colours and without what this runner put into the environment. */
function run(...argv: string[]): Promise<{ code: number; said: string }> {
  const { PATH, HOME } = process.env;
  const options = { cwd: project.folder, env: { PATH, HOME, NO_COLOR: "1", CI: "1" } };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, options, (failed, stdout, stderr) => {
      resolve({ code: failed ? Number(failed.code) : 0, said: stdout + stderr });
    });
  });
}
const vitest = (...argv: string[]) => run("node_modules/vitest/vitest.mjs", "run", ...argv);
const cli = (...argv: string[]) => run("node_modules/chime-lex-bridge/dist/cli.js", ...argv);

function caseFolder(as: string, edit: (about: Record<string, unknown>) => object = (about) => about): void {
  const from = join(project.installed, "fixtures/cases/a-plain-text-reply-takes-the-place-of-the-question");
  const folder = join(project.folder, as);
  cpSync(from, folder, { recursive: true });
  const path = join(folder, "case.json");
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, "utf8")))));
}

const LOADS = `import("chime-lex-bridge/testing").then(({ runCases, matchers }) => console.log(typeof runCases, typeof matchers));`;
let loaded: { code: number; said: string };

beforeAll(async () => {
  project = await packProject();
  loaded = await run("-e", LOADS);
  for (const name of ["vitest", "@types/node"]) project.link(name);
}, 60_000);
afterAll(() => project.remove());

describe("from outside, with the packed artefact", () => {
  it("the kit loads where there is no vitest", () => {
    expect(loaded).toEqual({ code: 0, said: "function object\n" });
  });

  it("a case that passes is a green test, and the matchers are there", async () => {
    caseFolder("good/a-greeting-is-answered");
    writeFileSync(
      join(project.folder, "good.test.js"),
      `import { createBridge } from "chime-lex-bridge";
       import { describeCases } from "chime-lex-bridge/testing/vitest";
       import { createEmulator } from "chime-lex-bridge/emulator";
       import { expect, it } from "vitest";
       describeCases("good");
       it("the bot asks for which account", async () => {
         const emulator = await createEmulator({ bots: ["node_modules/chime-lex-bridge/fixtures/bots/bank-bot"] });
         const bridge = createBridge({ bots: [{ lexBotAliasArn: emulator.world.lexBots[0].aliasArn }] }, emulator.ports);
         emulator.setProcessor((event) => bridge.handle(event));
         await emulator.send({ content: "What is my balance?" });
         await emulator.settled();
         expect(emulator).toReply("For which account?");
         expect(emulator).toHaveIntent("CheckBalance", "InProgress");
         await emulator.close();
       });`,
    );
    const { code, said } = await vitest("--reporter=verbose", "good.test.js");
    expect(said).toContain("✓ good.test.js > good > a greeting is answered");
    expect(said).toContain("✓ good.test.js > the bot asks for which account");
    expect(code).toBe(0);
  }, 60_000);

  it("a case that fails says what differs in words, where it stands, and how to accept it", async () => {
    caseFolder("bad/a-greeting-is-denied", (about) => ({ ...about, title: "Nobody is greeted.", outcome: "denied" }));
    caseFolder("bad/a-typing-error", (about) => ({ ...about, outcme: "denied" }));
    writeFileSync(
      join(project.folder, "bad.test.js"),
      `import { describeCases } from "chime-lex-bridge/testing/vitest";\ndescribeCases(new URL("bad", import.meta.url));\n`,
    );
    const { code, said } = await vitest("bad.test.js");
    expect(code).toBe(1);
    expect(said).toMatch(
      /FAIL {2}bad\.test\.js > bad > a greeting is denied\nCaseFailure: Nobody is greeted\.\n\n {2}outcome: denied → replied\n/,
    );
    expect(said).toMatch(/If this is meant: chime-lex-bridge check --update .*bad\/a-greeting-is-denied/);
    expect(said).toMatch(/case\.json: no such key: outcme\. Did you mean outcome\?/);
    expect(said).toContain("2 failed");
  }, 60_000);

  it("the command line says the same, updates, and is content", async () => {
    caseFolder("cases/a-greeting", (about) => ({ ...about, outcome: "denied" }));
    expect(await cli("check", "cases")).toMatchObject({
      code: 1,
      said: expect.stringContaining("outcome: denied → replied"),
    });
    expect(await cli("check", "--update", "cases")).toMatchObject({
      code: 0,
      said: expect.stringContaining("updated cases/a-greeting/case.json"),
    });
    expect(await cli("check", "cases")).toEqual({ code: 0, said: "1 passed, 0 failed\n" });
  }, 60_000);

  it("the code of docs/testing.md runs", async () => {
    caseFolder("cases/a-greeting-by-the-page");
    for (const file of ["cases.test.ts", "matchers.test.ts", "node.test.mjs", "results.mjs"]) {
      writeFileSync(join(project.folder, file), blockOf(`ts ${file}`));
    }
    const { code, said } = await vitest("cases.test.ts", "matchers.test.ts");
    expect(said).toMatch(/Test Files {2}2 passed \(2\)/);
    expect(code).toBe(0);
    expect(await run("--test", "node.test.mjs")).toMatchObject({
      code: 0,
      said: expect.stringMatching(/a greeting by the page[\s\S]*pass [1-9]/),
    });
    expect(await run("results.mjs")).toEqual({ code: 0, said: "" });
    writeFileSync(join(project.folder, "claims.test.mjs"), blockOf("js claims.test.mjs"));
    expect(await run("--test", "claims.test.mjs")).toMatchObject({
      code: 0,
      said: expect.stringMatching(/in a table[\s\S]*fail 0/),
    });
  }, 60_000);

  it("the conversations and cassettes of docs/testing.md run as they stand, and so do those of the package", async () => {
    const put = (file: string, text: string) => {
      mkdirSync(dirname(join(project.folder, file)), { recursive: true });
      writeFileSync(join(project.folder, file), text);
    };
    put("balance.yaml", blockOf("yaml"));
    put("talks/balance.yaml", blockOf("yaml").replace(/^bot:.*\n/m, ""));
    for (const file of ["talks.test.ts", "replay.mjs"]) put(file, blockOf(`ts ${file}`));
    const held = { code: 0, said: expect.stringMatching(/(?:^|\n)\d+ passed, 0 failed\n/) };
    expect(await cli("talk")).toEqual(held);
    expect(await cli("talk", "balance.yaml")).toEqual(held);
    expect(await vitest("talks.test.ts")).toMatchObject({ code: 0, said: expect.stringMatching(/Tests {2}1 passed/) });
    expect(await cli("record", "talks/balance.json", "--talk", "balance.yaml")).toMatchObject({ code: 0 });
    expect(await cli("replay", "talks/balance.json")).toEqual(held);
    expect(await run("replay.mjs")).toEqual({ code: 0, said: "" });
    put("cassettes.test.ts", blockOf("ts cassettes.test.ts"));
    expect(await vitest("cassettes.test.ts")).toMatchObject({
      code: 0,
      said: expect.stringMatching(/Tests {2}1 passed/),
    });
    expect(await cli("case", "from-cassette", "talks/balance.json", "--into", "made")).toMatchObject({ code: 0 });
    expect(await cli("check", "--junit", "reports/cases.xml", "made")).toEqual(held);
  }, 120_000);

  it("the matchers have types, under the strictest settings", async () => {
    writeFileSync(
      join(project.folder, "use.ts"),
      `import { type CaseResult, type Difference, matchers, runCases } from "chime-lex-bridge/testing";
       import { describeCases } from "chime-lex-bridge/testing/vitest";
       import { expect } from "vitest";
       describeCases("cases", { bots: [{ lexBotAliasArn: "arn" }] });
       const results: CaseResult[] = await runCases("cases");
       export const differences: readonly Difference[] = results.flatMap((one) => one.differences);
       expect(results[0]).toReply(/hello/i);
       expect(results[0]).not.toReplyWithCard({ title: "A", buttons: ["B", { text: /c/, value: "C" }] });
       expect(results[0]).toFail("LEX_TIMEOUT");
       expect({ a: 1 }).toEqual({ a: expect.toBeReleased("not-invoked") });
       await expect(Promise.resolve(results[0])).resolves.toHaveLost("image");
       export const pass: boolean = matchers.toFitLimits(results[0]).pass;
       // @ts-expect-error an unknown code is refused by its type
       expect(results[0]).toFail("LEX_TIMEOT");
       // @ts-expect-error and so is a reason that no step of the gate has
       expect(results[0]).toBeReleased("because");`,
    );
    const settings = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--module", "nodenext"];
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), ...settings, "--target", "es2023", "--types", "node"];
    expect(await run(...tsc, "use.ts")).toEqual({ code: 0, said: "" });
  }, 60_000);
});

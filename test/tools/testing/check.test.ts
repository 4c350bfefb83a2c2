import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assertCase, describeCases } from "../../../tools/testing/describe-cases.ts";
import { CASE_CONFIG, runCases } from "../../../tools/testing/run-cases.ts";
import { command } from "../../captured-io.ts";
import { parseXml, schemaViolations } from "./junit-schema.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/cases/${name}`, import.meta.url));
const PLAIN = "a-plain-text-reply-takes-the-place-of-the-question";
const SHUT = "an-unmentioned-bot-stays-silent-under-MENTIONS";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "check-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function copied(name: string, as = name): string {
  cpSync(fixture(name), join(cwd, as), { recursive: true });
  return join(cwd, as);
}
const read = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const write = (path: string, value: unknown) =>
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
function change(folder: string, file: string, edit: (value: Record<string, unknown>) => unknown): void {
  write(join(folder, file), edit(read(folder, file)));
}
const check = (...argv: string[]) => command(["check", ...argv], { cwd });

describe("check tells what differs", () => {
  it("in sentences: a bot that lost its answer's second half, and failed its intent", async () => {
    const folder = copied(PLAIN, "a-greeting");
    change(folder, "3-turn-result.json", (result) => ({
      ...result,
      messages: [],
      sessionState: { intent: { name: "Welcome", state: "Failed" } },
    }));
    const { code, out } = await check(cwd);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^✗ a-greeting\n {2}.*\n {4}outcome: replied → released\n {4}callback: a reply of 1 message → the message as it came\n0 passed, 1 failed\n$/,
    );
  });

  it("in colours on a terminal, and without in a pipe", async () => {
    change(copied(PLAIN), "4-callback.json", ({ ChannelMessage, ...rest }) => ({
      ...rest,
      ChannelMessage: { ...(ChannelMessage as object), SubChannelId: "s" },
    }));
    expect((await check(cwd)).out).not.toContain("\u001b");
    const coloured = await command(["check", cwd], { cwd, colour: true });
    expect(coloured.out).toContain("SubChannelId \u001b[31mlost\u001b[39m");
  });

  it("as JSON, with the sentence beside path and values", async () => {
    change(copied(PLAIN), "case.json", (about) => ({ ...about, outcome: "released" }));
    const { code, out } = await check("--json", cwd);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      passed: 0,
      failed: 1,
      malformed: 0,
      cases: [
        {
          name: PLAIN,
          passed: false,
          differences: [
            { path: "outcome", expected: "released", actual: "replied", says: "outcome: released → replied" },
          ],
        },
      ],
    });
  });

  it("as JUnit XML beside it", async () => {
    copied(SHUT);
    change(copied(PLAIN), "case.json", (about) => ({ ...about, outcome: "released" }));
    mkdirSync(join(cwd, "broken"));
    write(join(cwd, "broken", "case.json"), "{");
    const { code } = await check("--junit", "reports/cases.xml", cwd);
    expect(code).toBe(2);
    const root = parseXml(readFileSync(join(cwd, "reports/cases.xml"), "utf8"));
    expect(schemaViolations(root)).toEqual([]);
    expect(root.children[0]?.attributes).toMatchObject({ tests: "3", failures: "1", errors: "1" });
  });

  it("a gate that was expected to be shut, and one that was expected to be open", async () => {
    const open = copied(PLAIN, "open");
    rmSync(join(open, "2-turn-request.json"));
    const shut = copied(SHUT, "shut");
    cpSync(join(fixture(PLAIN), "2-turn-request.json"), join(shut, "2-turn-request.json"));
    const { out } = await check(cwd);
    expect(out).toContain("turn: none was expected, and Lex was asked Hello");
    expect(out).toMatch(
      /turn: was expected, and none was taken: the gate stopped at not-invoked \(.*standardMessages is MENTIONS/,
    );
  });
});

describe("check --update", () => {
  it("shows what changed, writes it, and passes from then on; what was given stays as it was", async () => {
    const folder = copied(PLAIN);
    const given = [read(folder, "1-event.json"), read(folder, "3-turn-result.json")];
    change(folder, "case.json", (about) => ({ ...about, outcome: "denied", reason: "edit", losses: ["text"] }));
    change(folder, "4-callback.json", (callback) => ({ ...callback, CallbackId: "other" }));
    const { code, out } = await check("--update", cwd);
    expect(code).toBe(0);
    expect(out).toMatch(
      /outcome: denied → replied\n[\s\S]*CallbackId: other → b3b2f1d0[\s\S]*\n1 passed, 0 failed\nupdated .*case\.json, .*4-callback\.json\n$/,
    );
    expect(await check(cwd)).toMatchObject({ code: 0, out: "1 passed, 0 failed\n" });
    expect([read(folder, "1-event.json"), read(folder, "3-turn-result.json")]).toEqual(given);
    expect(read(folder, "case.json")).toEqual(read(fixture(PLAIN), "case.json"));
    expect(readFileSync(join(folder, "4-callback.json"))).toEqual(
      readFileSync(join(fixture(PLAIN), "4-callback.json")),
    );
  });

  it("makes a first case whole: an event, an answer, a title", async () => {
    const folder = copied(PLAIN, "first");
    for (const file of ["2-turn-request.json", "4-callback.json"]) rmSync(join(folder, file));
    write(join(folder, "case.json"), { title: "First.", source: "Made up." });
    expect((await check(cwd)).out).toContain("outcome: none → replied");
    expect((await check("--update", cwd)).code).toBe(0);
    expect(read(folder, "case.json")).toEqual({ title: "First.", source: "Made up.", outcome: "replied" });
    expect(read(folder, "4-callback.json")).toEqual(read(fixture(PLAIN), "4-callback.json"));
  });

  it("removes the stages that a delivery doesn't reach any more", async () => {
    const folder = copied(PLAIN);
    change(folder, "case.json", (about) => ({
      ...about,
      config: { bots: [{ ...CASE_CONFIG.bots[0], invokedBy: { standardMessages: "NONE" } }] },
    }));
    await check("--update", cwd);
    expect(existsSync(join(folder, "2-turn-request.json"))).toBe(false);
    expect(read(folder, "case.json")).toMatchObject({ outcome: "released", reason: "not-invoked" });
    expect((await check(cwd)).code).toBe(0);
  });

  it("writes nothing where nothing differs, nor over a case that can't be run", async () => {
    const folder = copied(PLAIN);
    rmSync(join(folder, "3-turn-result.json"));
    copied(SHUT);
    const before = readFileSync(join(folder, "case.json"), "utf8");
    const { code, out, err } = await check("--update", cwd);
    expect(code).toBe(2);
    expect(out).toBe("1 passed, 0 failed, 1 could not be run\nnothing to update\n");
    expect(err).toMatch(/3-turn-result\.json is missing: the gate lets this event through to Lex\. Put the answer/);
    expect(readFileSync(join(folder, "case.json"), "utf8")).toBe(before);
  });

  it("leaves the package's own cases alone", async () => {
    expect(await check("--update")).toMatchObject({ code: 2, err: expect.stringMatching(/--update needs a folder/) });
  });
});

describe("bad input is one message with the fix", () => {
  it.each<[what: string, prepare: () => string, told: RegExp]>([
    ["a missing folder", () => join(cwd, "nowhere"), /There is no folder .*nowhere\. Give the path of a case folder/],
    ["an empty folder", () => cwd, /holds no case folder\. Put a folder with case\.json and 1-event\.json into it/],
    [
      "an unknown key in case.json",
      () => {
        change(copied(PLAIN), "case.json", (about) => ({ ...about, reson: "edit" }));
        return cwd;
      },
      /case\.json: no such key: reson\. Did you mean reason\? Its keys are \$schema, version, title/,
    ],
    [
      "a case of another version",
      () => {
        change(copied(PLAIN), "case.json", (about) => ({ ...about, version: 2 }));
        return cwd;
      },
      /case\.json is of version 2, and this package reads version 1\. Update chime-lex-bridge/,
    ],
    [
      "a misspelt stage",
      () => {
        cpSync(join(copied(PLAIN), "4-callback.json"), join(cwd, PLAIN, "4-calback.json"));
        return cwd;
      },
      /4-calback\.json is none of .*\. Did you mean 4-callback\.json\?/,
    ],
    [
      "a result beside a failure",
      () => {
        write(join(copied(PLAIN), "3-turn-failure.json"), { status: 500, name: "InternalServerException" });
        return cwd;
      },
      /holds both a result and a failure of its turn\. Keep/,
    ],
    [
      "a failure of no known form",
      () => {
        rmSync(join(copied(PLAIN), "3-turn-result.json"));
        write(join(cwd, PLAIN, "3-turn-failure.json"), { code: "CASE_UNREADABLE" });
        return cwd;
      },
      /3-turn-failure\.json is no failure of a turn\. Write \{"status": 500/,
    ],
    [
      "a case without case.json",
      () => {
        rmSync(join(copied(PLAIN), "case.json"));
        return cwd;
      },
      /case\.json is missing\. Write at least/,
    ],
    [
      "a folder that is no case",
      () => {
        mkdirSync(join(cwd, "a-case-to-be"));
        return cwd;
      },
      /a-case-to-be.*case\.json is missing/,
    ],
    [
      "an option that doesn't exist",
      () => {
        change(copied(PLAIN), "case.json", (about) => ({ ...about, config: { emptyRply: "deny" } }));
        return cwd;
      },
      /emptyRply is an unknown option/,
    ],
    [
      "an event that nobody can be called back for",
      () => {
        write(join(copied(PLAIN), "1-event.json"), {});
        return cwd;
      },
      /EVENT_WITHOUT_IDS/,
    ],
  ])("%s", async (_what, prepare, told) => {
    const { code, err } = await check(prepare());
    expect(code).toBe(2);
    expect(err).toMatch(told);
  });

  it("one malformed case doesn't keep the others from running", async () => {
    copied(SHUT);
    rmSync(join(copied(PLAIN), "1-event.json"));
    const results = await runCases(cwd);
    expect(results.map(({ name, passed, error }) => [name, passed, error?.code])).toEqual([
      [PLAIN, false, "CASE_UNREADABLE"],
      [SHUT, true, undefined],
    ]);
  });

  it("notes beside the stages, and hidden files, are no stages", async () => {
    const folder = copied(PLAIN);
    write(join(folder, "NOTES.md"), "why");
    write(join(folder, ".keep"), "");
    expect((await check(cwd)).code).toBe(0);
  });
});

describe("describeCases", () => {
  /** A runner that only collects. */
  function collect(folder: string) {
    const titles: string[] = [];
    const tests = new Map<string, () => Promise<void>>();
    describeCases(folder, undefined, {
      describe: (title, body) => {
        titles.push(title);
        body();
      },
      it: (title, body) => tests.set(title, body),
    });
    return { titles, tests };
  }

  it("makes a test of each case, of any runner, in groups of any depth", async () => {
    copied(PLAIN, "greetings/hello");
    copied(SHUT, "gate/mentions/nobody-is-mentioned");
    const { titles, tests } = collect(cwd);
    expect(titles).toEqual([expect.stringMatching(/^check-/)]);
    expect([...tests.keys()]).toEqual(["gate/mentions/nobody is mentioned", "greetings/hello"]);
    await Promise.all([...tests.values()].map((test) => test()));
  });

  it("fails a test with the case's title, what differs, where it stands and what to do if it is meant", async () => {
    const folder = copied(PLAIN, "hello");
    change(folder, "case.json", (about) => ({ ...about, title: "People are greeted.", outcome: "denied" }));
    const [test] = [...collect(cwd).tests.values()];
    await expect(test?.()).rejects.toThrow(
      `People are greeted.\n\n  outcome: denied → replied\n\n  in ${folder}\n  If this is meant: chime-lex-bridge check --update ${folder}`,
    );
  });

  it("fails a malformed case alone, with file and path", async () => {
    copied(SHUT, "good");
    rmSync(join(copied(PLAIN, "bad"), "1-event.json"));
    const { tests } = collect(cwd);
    await expect(tests.get("bad")?.()).rejects.toThrow(/CASE_UNREADABLE: .*bad\/1-event\.json is missing/);
    await tests.get("good")?.();
  });

  it("without a runner says where there is one", () => {
    copied(PLAIN);
    expect(() => describeCases(cwd)).toThrow(/found no describe and it.*chime-lex-bridge\/testing\/vitest/);
  });

  it("runs the embedding code's hooks too", async () => {
    const folder = copied(PLAIN);
    change(folder, "case.json", (about) => ({ ...about, outcome: "denied", reason: "onMessage" }));
    rmSync(join(folder, "2-turn-request.json"));
    write(join(folder, "4-callback.json"), {
      ...read(folder, "4-callback.json"),
      DeleteResource: true,
      ChannelMessage: { MessageId: read(folder, "4-callback.json").ChannelMessage.MessageId },
    });
    const [result] = await runCases(cwd, CASE_CONFIG, { hooks: { onMessage: () => "deny" } });
    expect(() => assertCase(result as NonNullable<typeof result>)).not.toThrow();
  });
});

describe("case from-log", () => {
  it("makes cases of a log, says what is made up, and they pass", async () => {
    const [result] = await runCases(fixture(PLAIN));
    const line = JSON.stringify({ level: "INFO", message: "delivery", delivery: result?.actual?.decision });
    const made = await command(["case", "from-log", "-", "--into", "cases"], { cwd, stdin: () => `START\n${line}\n` });
    expect(made).toMatchObject({ code: 0, err: "given: 1 decision record\n" });
    expect(made.out).toMatch(
      /^✓ cases\/replied-Welcome-6e4f7c2a\n {2}made up, since the record doesn't hold it: 1-event\.json ChannelMessage\.Content, 3-turn-result\.json messages\n$/,
    );
    expect(await check("cases")).toMatchObject({ code: 0 });
    const again = await command(["case", "from-log", "-", "--into", "cases", "--json"], { cwd, stdin: () => line });
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({
      cases: [],
      skipped: [{ why: expect.stringMatching(/is there already/) }],
    });
  });

  it.each<[argv: string[], told: RegExp]>([
    [["case", "from-log", "--into", "x"], /missing required argument 'log'/],
    [["case", "from-log", "-"], /required option '--into <folder>' not specified/],
    [["case", "from-log", "nowhere.log", "--into", "x"], /nowhere\.log can't be read\. Give the path of a log/],
    [["case", "from-log", "-", "--into", "x"], /There is no decision record\. Give the log/],
  ])("%j is told with the fix", async (argv, told) => {
    const { code, err } = await command(argv, { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(told);
  });
});

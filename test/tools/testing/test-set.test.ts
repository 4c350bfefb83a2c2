import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { TurnRequest } from "../../../mappers/shapes/turn.ts";
import { openEmulated } from "../../../tools/testing/conversation/emulated.ts";
import { isHeard } from "../../../tools/testing/conversation/heard.ts";
import { withLexInput } from "../../../tools/testing/conversation/lex-input.ts";
import { runConversation } from "../../../tools/testing/conversation/run.ts";
import { readConversation, readConversations } from "../../../tools/testing/conversation/script/read-script.ts";
import { readTestSet } from "../../../tools/testing/test-set/read-test-set.ts";
import { scriptsToTestSet } from "../../../tools/testing/test-set/scripts-to-test-set.ts";
import type { TestRow } from "../../../tools/testing/test-set/test-set.ts";
import { testSetToScripts } from "../../../tools/testing/test-set/test-set-to-scripts.ts";
import { writeTestSet } from "../../../tools/testing/test-set/write-test-set.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "test-set-"));
  return () => rm(cwd, { recursive: true });
});

/** The layout of the developer guide's example of conversations: each slot in a column of its own. */
const SET = `Line #,Conversation #,Source,Input,Expected Output Intent,Expected Output Slot 1,Expected Output Slot 2
1,1,User,Check balance,CheckBalance,,
2,1,Agent,For which account?,CheckBalance,,
3,1,User,savings,CheckBalance,AccountType = savings,
4,1,Agent,What are the last four digits of its number?,CheckBalance,,
5,1,User,it ends in 0042,CheckBalance,,LastFour = 0042
6,2,Agent,Welcome to the bank.,,,
7,2,User,"what is my ""savings"" balance, please",CheckBalance,AccountType = savings,
8,N/A,User,when are you open,BranchHours,,
`;

describe("a test set", () => {
  it("comes back as it was: imported, exported, equal", async () => {
    await writeFile(join(cwd, "set.csv"), SET);
    const made = await command(["talk", "import", "set.csv", "--into", "talks", "--bot", BANK_BOT], { cwd });
    expect(made.code, made.err).toBe(0);
    expect((await readdir(join(cwd, "talks"))).sort()).toEqual([
      "1-conversation-1.yaml",
      "6-conversation-2.yaml",
      "8-single.yaml",
    ]);
    const back = await command(["talk", "export", "talks", "--to", "out.csv", "--json"], { cwd });
    expect(JSON.parse(back.out)).toEqual({ file: "out.csv", rows: 8, left: [] });
    expect(await readFile(join(cwd, "out.csv"), "utf8")).toBe(SET);
  });

  const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const text = word.filter((one) => one.trim() !== "" && !/\r/.test(one));
  const cell = fc
    .stringMatching(/^[A-Za-z0-9äß東 .,;"'#:@%&*!|>~?{}[\]-]{1,12}$/)
    .map((one) => one.trim())
    .filter(Boolean);
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:-]{0,11}$/);
  const values = fc.dictionary(name, cell, { maxKeys: 3, noNullPrototype: true });
  const row = fc.record({
    conversation: fc.option(fc.integer({ min: 1, max: 3 }).map(String), { nil: undefined }),
    source: fc.constantFrom("User" as const, "Agent" as const),
    input: text,
    intent: fc.option(name, { nil: undefined }),
    slots: values,
    requestAttributes: values,
    sessionAttributes: values,
    contexts: fc.array(cell, { maxLength: 2 }),
    hints: fc.array(cell, { maxLength: 2 }),
  });
  const none = { requestAttributes: {}, sessionAttributes: {}, contexts: [], hints: [] };
  /** The rows of a conversation stand together, an agent is given nothing, and what is absent has no key. */
  const sets = fc.array(row, { minLength: 1, maxLength: 8 }).map((rows) =>
    rows
      .map(({ conversation, intent, ...rest }, at): TestRow & { at: number } => ({
        ...rest,
        ...(rest.source === "Agent" ? none : {}),
        ...(conversation === undefined ? {} : { conversation }),
        ...(intent === undefined ? {} : { intent }),
        at,
      }))
      .sort((a, b) => (a.conversation ?? `9${a.at}`).localeCompare(b.conversation ?? `9${b.at}`) || a.at - b.at)
      .map(({ at: _, ...one }) => one),
  );

  it("of any words and values survives CSV and scripts", async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (rows) => {
        expect(readTestSet(writeTestSet(rows)).rows).toEqual(rows);
        const folder = await mkdtemp(join(cwd, "scripts-"));
        for (const { name: file, yaml } of await testSetToScripts(rows)) await writeFile(join(folder, file), yaml);
        expect(scriptsToTestSet(await readConversations(folder)).rows).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it("is read by both documented names of its columns, in any order, with a byte-order mark, CRLF and semicolons", () => {
    const { rows } = readTestSet(
      [
        '\ufeff"Input";Conversation Participant;Conversation Number;Line Number;Expected Output Intent;Intent Expected Output Slot 1',
        "hello; User ;-;1;Welcome;",
        "bye, all;user;7;2;;Name = Ann = Lee",
        ";;;;;",
      ].join("\r\n"),
    );
    expect(
      rows.map(({ conversation, source, input, intent, slots }) => [conversation, source, input, intent, slots]),
    ).toEqual([
      [undefined, "User", "hello", "Welcome", {}],
      ["7", "User", "bye, all", undefined, { Name: "Ann = Lee" }],
    ]);
  });

  it("has several columns for contexts, attributes and hints", () => {
    const { rows } = readTestSet(
      [
        "Source,Input,Input Context Tag 1,Input Context Tag 2,Request Attribute,Session Attribute 1,Session Attribute 2,RunTime Hint 1",
        "User,hello,one,two,x = 1,plan = gold,lang=de,Book.City = Oslo",
      ].join("\n"),
    );
    expect(rows[0]).toMatchObject({
      contexts: ["one", "two"],
      requestAttributes: { x: "1" },
      sessionAttributes: { plan: "gold", lang: "de" },
      hints: ["Book.City = Oslo"],
    });
  });

  it.each<[csv: string, why: string]>([
    ["", "empty"],
    ["Source,Input", "no row"],
    ["Input\nhello", "no column Source"],
    ["Source,Input,Source\nUser,hello,User", "Source is there twice"],
    ["Source,Input\nBot,hello", "line 2: Source must be User or Agent"],
    ["Source,Input\nUser,", "line 2: Input is empty"],
    ["Source,Input\nUser,hello,more", "line 2 has more cells"],
    ["Source,Input,S3 Audio Location\nUser,hello,s3://x/y.wav", "line 2 belongs to an audio set"],
    ["Source,Input,Expected Output Slot 1\nUser,hello,savings", "line 2 has a cell that is not of the form"],
    ["Source,Input,Request Attribute 1,Request Attribute 2\nUser,hello,a = 1,a = 2", "line 2 gives a twice"],
    ['Source,Input\nUser,"hello', "is no CSV"],
  ])("that is malformed is refused with its line and never with its words: %j", (csv, why) => {
    const fault = () => readTestSet(csv);
    expect(fault).toThrow(expect.objectContaining({ code: "TEST_SET_UNREADABLE" }));
    expect(fault).toThrow(why);
    expect(fault).not.toThrow("savings");
  });

  it("tells of a column that nobody knows, and of the one that is meant", async () => {
    await writeFile(join(cwd, "set.csv"), "Source,Input,Notes,Expected Output Intnt\nUser,hello,mine,Welcome\n");
    const { err } = await command(["talk", "import", "set.csv", "--into", "talks"], { cwd });
    expect(err).toContain("the column Notes is unknown and left out\n");
    expect(err).toContain("Expected Output Intnt is unknown and left out; did you mean Expected Output Intent?");
  });

  it("in another encoding is refused", async () => {
    await writeFile(join(cwd, "set.csv"), Buffer.from("Source,Input\nUser,h\u00e9\n", "latin1"));
    const { code, err } = await command(["talk", "import", "set.csv", "--into", "talks"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("not in UTF-8")]);
  });
});

describe("what a script has that a test set hasn't", () => {
  it("is told, line by line", async () => {
    await writeFile(
      join(cwd, "talk.yaml"),
      "title: A talk\nturns:\n  - user: Hello\n  - bot: { text: Hi, intent: Welcome, state: Fulfilled }\n  - wait: 1 m\n  - user: { press: Hours }\n  - user: { text: bye, as: ben }\n",
    );
    const { out } = await command(["talk", "export", "talk.yaml", "--to", "out.csv", "--json"], { cwd });
    expect(JSON.parse(out).left).toEqual([
      "talk.yaml:4: state has no column",
      "talk.yaml:5: wait has no row",
      "talk.yaml:6: a button that is pressed has no text before it is shown",
      "talk.yaml:7: as has no column",
    ]);
    expect(
      readTestSet(await readFile(join(cwd, "out.csv"), "utf8")).rows.map(({ source, input }) => [source, input]),
    ).toEqual([
      ["User", "Hello"],
      ["Agent", "Hi"],
      ["User", "bye"],
    ]);
  });
});

describe("a slot is heard", () => {
  it.each<[expected: string, heard: string[][], fits: boolean]>([
    ["tomorrow", [["2026-11-30", "tomorrow"]], true],
    ["2026-11-30", [["2026-11-30", "tomorrow"]], true],
    ["Tomorrow ", [["tomorrow"]], true],
    ["today", [["2026-11-30", "tomorrow"]], false],
    ["roses, lilies", [["lilies"], ["roses"]], true],
    ["roses", [["lilies"], ["roses"]], false],
    ["roses, tulips", [["lilies"], ["roses"]], false],
    ["Oslo, Norway", [["Oslo, Norway"]], true],
    ["", [], true],
    ["", [["x"]], false],
    ["x", [], false],
  ])("%j in %j: %s", (expected, heard, fits) => {
    expect(isHeard(expected, heard)).toBe(fits);
  });
});

describe("what a row gives Lex", () => {
  const request: TurnRequest = {
    ...{ botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "a:b:c", text: "hello" },
    requestAttributes: { "CHIME.message.id": "1" },
  };

  it("is added to the request of this turn, and nothing is where nothing is given", () => {
    expect(withLexInput(request, undefined)).toBe(request);
    expect(withLexInput(request, { requestAttributes: { a: "1" } })).toEqual({
      ...request,
      requestAttributes: { "CHIME.message.id": "1", a: "1" },
    });
    expect(withLexInput(request, { contexts: ["booked"] })).toMatchObject({
      sessionState: { activeContexts: [{ name: "booked", contextAttributes: {} }] },
    });
  });

  it("reaches the bot's session", async () => {
    const file = join(cwd, "talk.yaml");
    await writeFile(
      file,
      "title: A talk\nturns:\n  - user: { text: Hello, sessionAttributes: { plan: gold }, contexts: [booked] }\n  - bot: { sessionAttributes: { plan: gold } }\n  - user: Hello\n  - bot: { sessionAttributes: { plan: gold } }\n",
    );
    const { turns, passed } = await runConversation(await readConversation(file), (wishes) =>
      openEmulated({ bot: BANK_BOT }, wishes),
    );
    expect(passed).toBe(true);
    expect(turns[1]?.answer.turn?.request.sessionState).toBeUndefined();
  });

  it("skips a conversation where it can't be given", async () => {
    const file = join(cwd, "talk.yaml");
    await writeFile(file, "title: A talk\nturns:\n  - user: { text: Hello, contexts: [booked] }\n");
    const result = await runConversation(await readConversation(file), async () => ({
      ...{ seesTurns: true, say: () => Promise.reject(new Error("was asked")), close: async () => {} },
    }));
    expect(result.skipped).toContain("contexts");
  });
});

describe("talk --results", () => {
  const rows = `${SET}9,,User,what is my savings balance,Welcome,AccountType = checking,\n`;
  const talk = async (...argv: string[]) => {
    await writeFile(join(cwd, "set.csv"), rows);
    await command(["talk", "import", "set.csv", "--into", "talks", "--bot", BANK_BOT], { cwd });
    return command(["talk", "talks", ...argv], { cwd });
  };

  it("counts single inputs, conversations, intents and slots", async () => {
    const { code, out } = await talk("--results", "results.csv", "--json");
    expect(code).toBe(1);
    const counts = (total: number, matched: number) => ({ total, matched, mismatched: total - matched, errors: 0 });
    expect(JSON.parse(out).results).toMatchObject({
      singleInputs: counts(2, 1),
      conversations: counts(2, 2),
      turns: counts(6, 5),
      intents: [
        { intent: "BranchHours", ...counts(1, 1) },
        { intent: "CheckBalance", ...counts(4, 4) },
        { intent: "Welcome", ...counts(1, 0) },
      ],
      slots: [
        { intent: "CheckBalance", slot: "AccountType", ...counts(2, 2) },
        { intent: "CheckBalance", slot: "LastFour", ...counts(1, 1) },
        { intent: "Welcome", slot: "AccountType", ...counts(1, 0) },
      ],
    });
  });

  it("writes each user turn as CSV, and as JUnit where the file ends in .xml", async () => {
    await talk("--results", "results.csv");
    const csv = await readFile(join(cwd, "results.csv"), "utf8");
    expect(csv.split("\n")[0]).toContain(
      "Conversation Result (E2E),Line Result (E2E),Intent Recognition,Slot Recognition",
    );
    expect(csv).toContain(
      "\n2,1,User,savings,CheckBalance,AccountType = savings,,CheckBalance,AccountType = savings,,Matched,Matched,Matched,Matched,\n",
    );
    expect(csv).toMatch(
      /\n6,N\/A,User,what is my savings balance,.*,,Mismatched,Mismatched,Mismatched,"intent: expected/,
    );
    await talk("--results", "results.xml");
    const xml = await readFile(join(cwd, "results.xml"), "utf8");
    expect(xml).toContain('tests="6" failures="1" errors="0"');
    expect(xml).toContain('<failure message="intent: expected');
  });

  it("goes on after a turn of a test set that is not as expected, and counts what came to nothing as an error", async () => {
    await mkdir(join(cwd, "talks"));
    const turns =
      "turns:\n  - user: Hello\n  - bot: { intent: CheckBalance }\n  - user: Check balance\n  - bot: { intent: CheckBalance }\n";
    await writeFile(join(cwd, "talks/a.yaml"), `title: A set\nconversation: "1"\n${turns}`);
    await writeFile(join(cwd, "talks/b.yaml"), `title: No set\n${turns}`);
    const { out } = await command(["talk", "talks", "--bot", BANK_BOT, "--results", "results.csv", "--json"], { cwd });
    const found = JSON.parse(out).results.rows as { endToEnd: string }[];
    expect(found.map(({ endToEnd }) => endToEnd)).toEqual(["Mismatched", "Matched", "Mismatched", "ExecutionError"]);
  });

  it("writes over its own results and nothing else, and through no link", async () => {
    expect((await talk("--results", "results.csv")).code).toBe(1);
    expect((await talk("--results", "results.csv")).code).toBe(1);
    await writeFile(join(cwd, "mine.csv"), "a,b\n");
    expect((await talk("--results", "mine.csv")).code).toBe(2);
    expect(await readFile(join(cwd, "mine.csv"), "utf8")).toBe("a,b\n");
    await symlink(join(cwd, "elsewhere.csv"), join(cwd, "link.csv"));
    expect((await talk("--results", "link.csv")).code).toBe(2);
    expect(await readdir(cwd)).not.toContain("elsewhere.csv");
    expect((await talk("--results", "results.txt")).code).toBe(2);
  });
});

describe("import and export write where they are told", () => {
  beforeEach(() => writeFile(join(cwd, "set.csv"), SET));
  const take = (...argv: string[]) => command(["talk", "import", "set.csv", "--into", "talks", ...argv], { cwd });

  it("leave a script that was changed, unless they are told to overwrite it", async () => {
    await take();
    expect((await take()).code).toBe(0);
    await writeFile(join(cwd, "talks/8-single.yaml"), "title: Mine\n");
    const again = await take();
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("8-single.yaml is there already")]);
    expect((await take("--overwrite")).code).toBe(0);
    expect(await readFile(join(cwd, "talks/8-single.yaml"), "utf8")).toContain("when are you open");
  });

  it("write through no link", async () => {
    await mkdir(join(cwd, "talks"));
    await symlink(join(cwd, "elsewhere.yaml"), join(cwd, "talks/8-single.yaml"));
    expect((await take("--overwrite")).code).toBe(2);
    await rm(join(cwd, "talks"), { recursive: true });
    await take();
    await symlink(join(cwd, "elsewhere.csv"), join(cwd, "out.csv"));
    expect((await command(["talk", "export", "talks", "--to", "out.csv", "--overwrite"], { cwd })).code).toBe(2);
    expect((await readdir(cwd)).filter((file) => file.startsWith("elsewhere"))).toEqual([]);
  });

  it("never write over what is no test set", async () => {
    await take();
    await writeFile(join(cwd, "out.csv"), "name,age\nAna,40\n");
    expect((await command(["talk", "export", "talks", "--to", "out.csv", "--overwrite"], { cwd })).code).toBe(2);
    expect(await readFile(join(cwd, "out.csv"), "utf8")).toContain("Ana,40");
  });

  it("give a conversation's number no say in where a script is written", async () => {
    await writeFile(join(cwd, "set.csv"), "Source,Input,Conversation #\nUser,hello,../../x\n");
    await take();
    expect(await readdir(join(cwd, "talks"))).toEqual(["1-conversation-x.yaml"]);
  });
});

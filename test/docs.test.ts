import { execFile } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readReply } from "../mappers/client/read-reply.ts";
import { readAliasRows } from "./nodes/alias-rows.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith(".md"),
);
const read = (path: string) => readFileSync(join(root, path), "utf8");
const withoutBlocks = (text: string) => text.replaceAll(/^```[\s\S]*?^```$/gm, "");

interface Block {
  readonly page: string;
  readonly language: string;
  readonly code: string;
}

const blocks: Block[] = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({
    page,
    language,
    code,
  })),
);
const blocksOf = (language: string) => blocks.filter((block) => block.language === language);

describe("the generated pages", () => {
  const generate = async (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(root, "scripts/docs.mjs"), ...args]).then(
      () => "",
      (failed: { stderr: string }) => failed.stderr,
    );

  it("are what the sources say now, and so are the schemas", async () => {
    expect(await generate("--check")).toBe("");
    const schemas = promisify(execFile)(process.execPath, [join(root, "scripts/schemas.mjs"), "--check"]);
    await expect(schemas).resolves.toMatchObject({ stderr: "" });
  });

  it("are named when they are stale, and written anew on request", async () => {
    const folder = mkdtempSync(join(tmpdir(), "docs-"));
    try {
      expect(await generate(folder)).toBe("");
      appendFileSync(join(folder, "configuration.md"), "By hand.");
      const told = await generate("--check", folder);
      expect(told).toMatch(/configuration\.md is not what its source says/);
      expect(told).not.toContain("errors.md");
      expect(await generate(folder)).toBe("");
      expect(await generate("--check", folder)).toBe("");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** The rows of a page's tables, without heads, as their cells. */
function rowsOf(page: string): string[][] {
  return [...withoutBlocks(read(page)).matchAll(/^\| ?-{3}[^\n]*\n((?:\|[^\n]*(?:\n|$))+)/gm)].flatMap(
    ([, body = ""]) =>
      body
        .trim()
        .split("\n")
        .map((line) =>
          line
            .slice(1, -1)
            .split(/(?<!\\)\|/)
            .map((cell) => cell.trim()),
        ),
  );
}

describe("the pages", () => {
  it("have tables whose rows are as wide as their heads", () => {
    const uneven = pages.flatMap((page) =>
      [...withoutBlocks(read(page)).matchAll(/(?:^\|[^\n]*\n)+/gm)].flatMap(([table]) => {
        const widths = table
          .trim()
          .split("\n")
          .map((line) => line.split(/(?<!\\)\|/).length);
        return widths.every((width) => width === widths[0]) ? [] : [`${page}: ${table.slice(0, 60)}`];
      }),
    );
    expect(uneven).toEqual([]);
  });

  it("show every value as it is written, an empty list or object too", () => {
    const unwritten = pages.flatMap((page) =>
      withoutBlocks(read(page))
        .split("\n")
        .filter((line) => /\[object |\| `` \|/.test(line))
        .map((line) => `${page}: ${line.slice(0, 60)}`),
    );
    expect(unwritten).toEqual([]);
  });

  it("name no file of the sources but where the house itself is shown: there alone a move must be told", () => {
    const named = pages
      .filter((page) => !["docs/architecture.md", "CONTRIBUTING.md"].includes(page))
      .flatMap((page) =>
        [...read(page).matchAll(/(?<![\w./-])(?:src|mappers|tools)\/[\w.*/-]+/g)].map(([path]) => [page, path]),
      );
    expect(named).toEqual([["README.md", "src/bridge.ts"]]);
    expect(read("docs/architecture.md").match(/^mappers\/ /gm)).toHaveLength(1);
  });

  it("show in the README every folder that the house has", () => {
    const rooms = ["mappers", "src", "tools", "findings"];
    expect(rooms.filter((room) => !new RegExp(`^${room}/ `, "m").test(read("README.md")))).toEqual([]);
  });

  it("link to files and headings that exist", () => {
    const slugsOf = (page: string) =>
      [...withoutBlocks(read(page)).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
          .replaceAll(" ", "-"),
      );
    const links = pages.flatMap((page) =>
      [...withoutBlocks(read(page)).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(
        ([, path = "", anchor]) => ({
          page,
          path: path ? relative(root, resolve(root, dirname(page), path)) : page,
          anchor,
        }),
      ),
    );
    const broken = links.filter(
      ({ path, anchor }) => !existsSync(join(root, path)) || (anchor !== undefined && !slugsOf(path).includes(anchor)),
    );
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(100);
  });

  it.each(
    blocksOf("json").map(
      (block) => [`${block.page}: ${block.code.replaceAll(/\s+/g, " ").slice(0, 40)}`, block] as const,
    ),
  )("hold JSON that parses, in %s", (_name, { code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });

  it("hold TypeScript that compiles against the library", () => {
    const files = new Map(blocksOf("ts").map(({ page, code }, at) => [join(root, `${page}.${at}.ts`), code] as const));
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      root,
    );
    // As strict as a reader's own project may be.
    Object.assign(options, {
      strict: true,
      paths: {
        "chime-lex-bridge": [join(root, "src/index.ts")],
        "chime-lex-bridge/mappers": [join(root, "mappers/index.ts")],
        "chime-lex-bridge/lambda": [join(root, "src/lambda/handler.ts")],
        "chime-lex-bridge/operate": [join(root, "tools/operate/index.ts")],
        "chime-lex-bridge/emulator": [join(root, "tools/emulator/index.ts")],
        "chime-lex-bridge/testing": [join(root, "tools/testing/index.ts")],
        "chime-lex-bridge/testing/vitest": [join(root, "tools/testing/vitest.ts")],
      },
    });
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (name) => files.has(name) || fileExists(name);
    host.readFile = (name) => files.get(name) ?? readFile(name);
    host.getSourceFile = (name, languageVersion, ...rest) => {
      const code = files.get(name);
      return code === undefined
        ? getSourceFile(name, languageVersion, ...rest)
        : ts.createSourceFile(name, code, languageVersion, true);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const told = [...files.keys()].flatMap((name) => {
      const source = program.getSourceFile(name);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ messageText }) => `${relative(root, name)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      );
    });
    expect(told).toEqual([]);
    expect(files.size).toBeGreaterThanOrEqual(4);
  }, 120_000);
});

describe("docs/facts.md", () => {
  const sections = [...read("docs/facts.md").matchAll(/^#+ (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number);
  const cited = ["mappers", "src", "tools", "docs", "fixtures", "README.md", "CONTRIBUTING.md"]
    .flatMap((place) =>
      statSync(join(root, place)).isFile()
        ? [place]
        : readdirSync(join(root, place), { recursive: true, encoding: "utf8" }).map((name) => join(place, name)),
    )
    .filter((path) => /\.(tsx?|md|json)$/.test(path))
    .flatMap((path) =>
      [...read(path).matchAll(/(?<!RFC \d+,? )§(\d+(?:\.\d+)?)/g)].map(([, section]) => ({ path, section })),
    );

  it("has every section that is cited anywhere", () => {
    expect(cited.filter(({ section }) => !sections.includes(section))).toEqual([]);
    expect(cited.length).toBeGreaterThan(50);
  });
});

describe("docs/mapping.md", () => {
  const rows = rowsOf("docs/mapping.md").map((cells) => ({
    row: cells[0],
    cases: [...(cells.at(-1) ?? "").matchAll(/\]\(\.\.\/fixtures\/cases\/([^)]+)\)/g)].map(([, name = ""]) => name),
  }));
  const cases = readdirSync(join(root, "fixtures/cases")).sort();

  it("has a case for every row, but for the scripts of aliases, whose texts are tests of their own", () => {
    // test/mappers/gate/scripts.test.ts reads the same rows.
    const scripts = new Set(readAliasRows(read("docs/mapping.md")).map(({ script }) => script));
    const without = rows.filter(({ cases: held }) => held.length === 0).map(({ row }) => row);
    expect(without).toEqual([...scripts]);
    expect(rows.length).toBeGreaterThan(80);
  });

  it("has a row for every case, and none for a case that isn't there", () => {
    expect([...new Set(rows.flatMap((row) => row.cases))].sort()).toEqual(cases);
  });
});

describe("readReply reads what the cases wrote, as docs/mapping.md says", () => {
  const callbackOf = (name: string) => JSON.parse(read(`fixtures/cases/${name}/4-callback.json`)).ChannelMessage;
  const session = { sessionId: "3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923:ana:001311a58a778e45" };
  const answered = { ...session, originatingRequestId: "6e4f7c2a9b1d4e8fa03c5d7e9f1b2a4c", trusted: false };

  it.each<[name: string, expected: object]>([
    ["silence-becomes-an-empty-envelope-on-request", { kind: "messages", messages: [], input: "Thanks" }],
    ["a-Lex-403-becomes-a-lex-error", { kind: "error", code: 403, input: "Hello", ...answered }],
    ["an-envelope-is-released-by-its-shape", { kind: "error", code: 403, trusted: false }],
    ["a-message-that-is-no-text-is-released", { kind: "none", reason: "foreign", trusted: false }],
    ["percent-encoded-text-is-decoded-when-that-is-certain", { kind: "messages", input: "What is my balance?" }],
    [
      "a-plain-text-reply-takes-the-place-of-the-question",
      { kind: "messages", intentName: "Welcome", intentState: "Fulfilled", ...answered },
    ],
  ])("%s", (name, expected) => {
    expect(readReply(callbackOf(name))).toMatchObject(expected);
  });

  it("gives back all four message types in Lex's spelling, in order", () => {
    const name = "all-four-message-types-keep-their-order";
    const { messages } = JSON.parse(read(`fixtures/cases/${name}/3-turn-result.json`));
    expect(readReply(callbackOf(name))).toMatchObject({ kind: "messages", messages });
  });

  it("names no intent where the message has none", () => {
    const reply = readReply(callbackOf("an-absent-intent-leaves-its-attributes-out"));
    expect(Object.keys(reply)).not.toContain("intentName");
    expect(reply).toMatchObject({ kind: "messages", ...session });
  });

  it("trusts a sender that is one of from", () => {
    const event = JSON.parse(read("fixtures/cases/an-envelope-is-released-by-its-content-type/1-event.json"));
    const arn = event.ChannelMessage.Sender.Arn;
    expect([[arn], []].map((from) => readReply(event.ChannelMessage, { from }).trusted)).toEqual([true, false]);
  });
});

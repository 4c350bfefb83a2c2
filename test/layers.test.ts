import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Room {
  readonly name: string;
  readonly files: RegExp;
  /** The rooms that its files may import, beside their own. */
  readonly from: readonly string[];
  readonly libraries: RegExp;
}

const MAPPERS = ["shapes", "text", "words", "message", "mappers/gate", "mappers/turn", "mappers/answer"];
const NONE = /^$/;

/** The table of `docs/architecture.md`, floor by floor; the first match counts. */
const ROOMS: readonly Room[] = [
  { name: "shapes", files: /^mappers\/shapes\//, from: [], libraries: /^zod\/mini$/ },
  { name: "text", files: /^mappers\/text\//, from: ["shapes"], libraries: NONE },
  { name: "words", files: /^mappers\/words\//, from: [], libraries: NONE },
  { name: "message", files: /^mappers\/message\//, from: ["shapes"], libraries: NONE },
  { name: "mappers/gate", files: /^mappers\/gate\//, from: ["shapes", "text", "message"], libraries: NONE },
  { name: "mappers/turn", files: /^mappers\/turn\//, from: ["shapes", "text", "message"], libraries: NONE },
  { name: "mappers/answer", files: /^mappers\/answer\//, from: ["shapes", "text", "message"], libraries: NONE },
  { name: "client", files: /^mappers\/client\//, from: ["shapes", "text", "words", "message"], libraries: NONE },
  { name: "mappers", files: /^mappers\/index\.ts$/, from: [...MAPPERS, "client"], libraries: NONE },
  { name: "errors", files: /^src\/errors\//, from: MAPPERS, libraries: NONE },
  { name: "read", files: /^src\/read\//, from: [...MAPPERS, "errors"], libraries: /^node:path$/ },
  { name: "config", files: /^src\/config\//, from: [...MAPPERS, "errors"], libraries: /^zod\/mini$/ },
  { name: "ports", files: /^src\/ports\//, from: [...MAPPERS, "errors", "read"], libraries: NONE },
  {
    name: "gate",
    files: /^src\/gate\//,
    from: [...MAPPERS, "config", "errors", "ports", "read"],
    libraries: NONE,
  },
  {
    name: "turn",
    files: /^src\/turn\//,
    from: [...MAPPERS, "config", "errors", "ports", "read"],
    libraries: /^node:crypto$/,
  },
  { name: "post", files: /^src\/post\//, from: [...MAPPERS, "answer", "errors", "ports", "read"], libraries: NONE },
  {
    name: "answer",
    files: /^src\/answer\//,
    from: [...MAPPERS, "config", "errors", "gate", "ports", "read", "turn"],
    libraries: NONE,
  },
  {
    name: "claims",
    files: /^src\/claims\//,
    from: [...MAPPERS, "config", "errors", "ports"],
    libraries: /^@aws-sdk\/client-dynamodb$/,
  },
  {
    name: "aws",
    files: /^src\/aws\//,
    from: [...MAPPERS, "config", "errors", "ports"],
    libraries: /^(@aws-sdk\/|@smithy\/|node:)/,
  },
  {
    name: "bridge",
    files: /^src\/bridge\.ts$/,
    from: [...MAPPERS, "answer", "config", "errors", "gate", "ports", "post", "read", "turn"],
    libraries: /^node:crypto$/,
  },
  {
    name: "lambda",
    files: /^src\/lambda\//,
    from: [...MAPPERS, "aws", "bridge", "claims", "config", "errors", "ports", "read"],
    libraries: /^(node:(console|fs)|@aws-lambda-powertools\/(logger|metrics))$/,
  },
  {
    name: "index",
    files: /^src\/index\.ts$/,
    from: [...MAPPERS, "aws", "bridge", "claims", "config", "errors", "ports", "read"],
    libraries: NONE,
  },
  {
    name: "emulator",
    files: /^tools\/emulator\//,
    from: ["mappers", ...MAPPERS, "client", "errors", "ports"],
    libraries: /^(node:|hono(\/|$)|@hono\/node-server(\/|$)|fflate$|preact(\/|$)|ws$|zod\/mini$)/,
  },
  {
    name: "operate",
    files: /^tools\/operate\//,
    from: [...MAPPERS, "config", "errors", "ports", "read"],
    libraries: /^@aws-sdk\/client-sqs$/,
  },
  {
    name: "testing",
    files: /^tools\/testing\//,
    from: [...MAPPERS, "client", "aws", "bridge", "claims", "config", "errors", "ports", "read", "emulator"],
    libraries: /^(csv-(parse|stringify)\/sync$|node:|vitest$|yaml$|zod\/mini$)/,
  },
  {
    name: "cli",
    files: /^tools\/cli\//,
    from: [
      ...MAPPERS,
      ...["client", "aws", "bridge", "claims", "config", "errors", "index", "ports", "read"],
      ...["emulator", "operate", "testing"],
    ],
    libraries: /^(node:|@peculiar\/asn1-(schema|x509)$|commander$|picocolors$)/,
  },
];
const PROCESS_AND_CONSOLE = /^(src\/lambda\/(handler|deployed|log)|tools\/cli\/main)\.ts$/;

interface Import {
  readonly to: string;
  readonly local: boolean;
}

/** Every import of a file, those of types and the lazy ones included. */
function importsOf(base: string, file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(base, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const local = node.text.startsWith(".");
    found.push({ local, to: local ? relative(base, resolve(base, dirname(file), node.text)) : node.text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal as ts.Expression);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function filesIn(base: string): string[] {
  return ["mappers", "src", "tools"]
    .flatMap((folder) =>
      readdirSync(join(base, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
}

function globalsOf(base: string, file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(base, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isMember =
      ts.isPropertyAccessExpression(node.parent ?? node) && (node.parent as ts.PropertyAccessExpression).name === node;
    if (ts.isIdentifier(node) && /^(process|console)$/.test(node.text) && !isMember) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The file that alone writes into the record of a delivery; everybody else calls its verbs. */
const RECORD = "src/read/record.ts";
const MUTATORS = /^(push|pop|shift|unshift|splice|sort|reverse|fill)$/;

/** Every write to a member of something that is called `decision`, as its text. */
function recordWritesOf(base: string, file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(base, file), "utf8"), ts.ScriptTarget.Latest, true);
  const isRecord = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === "decision") ||
    (ts.isPropertyAccessExpression(node) && node.name.text === "decision") ||
    (ts.isParenthesizedExpression(node) && isRecord(node.expression));
  const isMember = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    (isRecord(node.expression) || isMember(node.expression));
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isAssignment =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      isMember(node.left);
    const isCount =
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) &&
      isMember(node.operand);
    const isDelete = ts.isDeleteExpression(node) && isMember(node.expression);
    const isMutation =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ((MUTATORS.test(node.expression.name.text) && isMember(node.expression.expression)) ||
        (node.expression.getText() === "Object.assign" &&
          node.arguments[0] !== undefined &&
          isRecord(node.arguments[0])));
    if (isAssignment || isCount || isDelete || isMutation) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function violationsIn(base: string): string[] {
  const files = filesIn(base);
  const graph = new Map(files.map((file) => [file, importsOf(base, file)]));
  const roomOf = (file: string) => ROOMS.find(({ files: pattern }) => pattern.test(file));
  const violations: string[] = [];
  for (const [file, imports] of graph) {
    const room = roomOf(file);
    if (!room) {
      violations.push(`${file} stands in no room`);
      continue;
    }
    if (/\/(utils?|helpers?|common|types)(\.tsx?$|\/)/.test(file))
      violations.push(`${file} has a name that says nothing`);
    for (const { to, local } of imports) {
      const isData = to.endsWith(".css") || to === "package.json";
      const target = local ? roomOf(to) : undefined;
      if (!local && !room.libraries.test(to)) violations.push(`${file} (${room.name}) imports the library ${to}`);
      if (local && !target && !isData) violations.push(`${file} imports ${to}, which stands in no room`);
      if (target && target !== room && !room.from.includes(target.name)) {
        violations.push(`${file} (${room.name}) imports ${to} (${target.name})`);
      }
      if (local && /\/index\.ts$/.test(to) && target === room) violations.push(`${file} imports the barrel ${to}`);
    }
    const globals = PROCESS_AND_CONSOLE.test(file) ? [] : globalsOf(base, file);
    const writes = file.startsWith("src/") && file !== RECORD ? recordWritesOf(base, file) : [];
    violations.push(...writes.map((text) => `${file} writes into the record: ${text}`));
    violations.push(...globals.map((name) => `${file} uses ${name}`));
  }
  return [...violations, ...cyclesIn(graph)];
}

function cyclesIn(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push(`import cycle: ${[...path.slice(path.indexOf(file)), file].join(" → ")}`);
      return;
    }
    state.set(file, "open");
    for (const { to, local } of graph.get(file) ?? []) if (local) walk(to, [...path, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

function planted(files: Record<string, string>): string {
  const base = mkdtempSync(join(tmpdir(), "layers-"));
  made.push(base);
  for (const folder of ["mappers", "src", "tools"]) mkdirSync(join(base, folder));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  }
  return base;
}

describe("the house", () => {
  it("keeps its rooms and its one direction, and has no import cycle, types included", () => {
    expect(violationsIn(root)).toEqual([]);
  });

  it.each<[what: string, files: Record<string, string>, told: RegExp]>([
    [
      "a mapper that imports from src",
      {
        "mappers/gate/gate.ts": 'import type { X } from "../../src/errors/bridge-error.ts";',
        "src/errors/bridge-error.ts": "export type X = 1;",
      },
      /mappers\/gate\/gate\.ts \(mappers\/gate\) imports src\/errors\/bridge-error\.ts \(errors\)/,
    ],
    [
      "a cycle of types",
      {
        "src/read/a.ts": 'import type { B } from "./b.ts";',
        "src/read/b.ts": 'export type B = import("./a.ts").A;',
      },
      /import cycle: src\/read\/a\.ts → src\/read\/b\.ts → src\/read\/a\.ts/,
    ],
    [
      "the SDK outside its place",
      { "src/turn/take-turn.ts": 'import "@aws-sdk/client-lex-runtime-v2";' },
      /imports the library @aws-sdk/,
    ],
    ["Node in the pure half", { "mappers/answer/fit.ts": 'import "node:fs";' }, /imports the library node:fs/],
    [
      "the emulator on the bridge",
      { "tools/emulator/a.ts": 'import "../../src/bridge.ts";', "src/bridge.ts": "" },
      /tools\/emulator\/a\.ts \(emulator\) imports src\/bridge\.ts/,
    ],
    ["console in the library", { "src/post/callback.ts": "console.log(1);" }, /src\/post\/callback\.ts uses console/],
    [
      "a barrel from inside",
      { "tools/testing/a.ts": 'import "./index.ts";', "tools/testing/index.ts": "" },
      /imports the barrel/,
    ],
    ["a file in no room", { "src/odd/a.ts": "" }, /src\/odd\/a\.ts stands in no room/],
    [
      "a tool in the function",
      { "src/lambda/a.ts": 'import "../../tools/cli/io.ts";', "tools/cli/io.ts": "" },
      /src\/lambda\/a\.ts \(lambda\) imports tools\/cli\/io\.ts \(cli\)/,
    ],
    ...[
      'delivery.decision.outcome = "failed"',
      "decision.sizes.content ??= 1",
      "decision.retries.turn++",
      "delete decision.error",
      'decision.warnings.push("late")',
      'Object.assign(decision, { outcome: "failed" })',
    ].map((text): [string, Record<string, string>, RegExp] => [
      `a second writer of the record (${text})`,
      { "src/turn/a.ts": `${text};` },
      /src\/turn\/a\.ts writes into the record: /,
    ]),
    ["a file of odds and ends", { "src/read/utils.ts": "" }, /a name that says nothing/],
  ])("is told of %s", (_what, files, told) => {
    expect(violationsIn(planted(files)).join("\n")).toMatch(told);
  });
});

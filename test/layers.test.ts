import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The table of `docs/architecture.md`: first match counts. A rank may import lower ranks, and its own where `siblings` says so. */
const RANKS: { files: RegExp; rank: number; group: string; libraries: RegExp }[] = [
  { files: /^mappers\/shapes\//, rank: 0, group: "shapes", libraries: /^zod\/mini$/ },
  { files: /^mappers\//, rank: 1, group: "mappers", libraries: /^$/ },
  { files: /^src\/claims\//, rank: 3, group: "claims", libraries: /^@aws-sdk\/client-dynamodb$/ },
  { files: /^src\/aws\//, rank: 3, group: "aws", libraries: /^(@aws-sdk\/|@smithy\/|node:)/ },
  {
    files: /^src\/emulator\//,
    rank: 3,
    group: "emulator",
    libraries: /^(node:|hono(\/|$)|@hono\/node-server(\/|$)|fflate$|preact(\/|$)|zod\/mini$)/,
  },
  { files: /^src\/bridge\.ts$/, rank: 3, group: "bridge", libraries: /^$/ },
  { files: /^src\/lambda\//, rank: 4, group: "lambda", libraries: /^@aws-lambda-powertools\/(logger|metrics)$/ },
  { files: /^src\/operate\//, rank: 4, group: "operate", libraries: /^$/ },
  { files: /^src\/cli\//, rank: 4, group: "cli", libraries: /^(node:|commander$|picocolors$)/ },
  { files: /^src\/testing\//, rank: 4, group: "testing", libraries: /^(node:|vitest$|yaml$|zod\/mini$)/ },
  { files: /^src\/index\.ts$/, rank: 4, group: "index", libraries: /^$/ },
  { files: /^src\/[a-z-]+\.ts$/, rank: 2, group: "core", libraries: /^(node:crypto|zod\/mini|mime-types)$/ },
];
const PROCESS_AND_CONSOLE = /^src\/(lambda\/handler|cli\/main)\.ts$/;

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
  return ["mappers", "src"]
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

function violationsIn(base: string): string[] {
  const files = filesIn(base);
  const graph = new Map(files.map((file) => [file, importsOf(base, file)]));
  const rankOf = (file: string) => RANKS.find(({ files: pattern }) => pattern.test(file));
  const violations: string[] = [];
  for (const [file, imports] of graph) {
    const from = rankOf(file);
    if (!from) {
      violations.push(`${file} stands in no rank`);
      continue;
    }
    if (/\/(utils?|helpers?|common|types)(\.tsx?$|\/)/.test(file))
      violations.push(`${file} has a name that says nothing`);
    for (const { to, local } of imports) {
      const isData = to.endsWith(".css") || to === "package.json";
      const target = local ? rankOf(to) : undefined;
      if (!local && !from.libraries.test(to)) violations.push(`${file} (${from.group}) imports the library ${to}`);
      if (local && !target && !isData) violations.push(`${file} imports ${to}, which stands in no rank`);
      if (
        target &&
        (target.rank > from.rank || (target.rank === from.rank && target.group !== from.group && from.rank < 4))
      ) {
        violations.push(`${file} (rank ${from.rank}) imports ${to} (rank ${target.rank})`);
      }
      if (local && /\/index\.ts$/.test(to) && target?.group === from.group)
        violations.push(`${file} imports the barrel ${to}`);
    }
    const globals = PROCESS_AND_CONSOLE.test(file) ? [] : globalsOf(base, file);
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
  for (const folder of ["mappers", "src"]) mkdirSync(join(base, folder));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  }
  return base;
}

describe("the house", () => {
  it("keeps its ranks, its one direction, and has no import cycle, types included", () => {
    expect(violationsIn(root)).toEqual([]);
  });

  it.each<[what: string, files: Record<string, string>, told: RegExp]>([
    [
      "a mapper that imports from src",
      { "mappers/gate.ts": 'import type { X } from "../src/errors.ts";', "src/errors.ts": "export type X = 1;" },
      /mappers\/gate\.ts \(rank 1\) imports src\/errors\.ts/,
    ],
    [
      "a cycle of types",
      { "src/a.ts": 'import type { B } from "./b.ts";', "src/b.ts": 'export type B = import("./a.ts").A;' },
      /import cycle: src\/a\.ts → src\/b\.ts → src\/a\.ts/,
    ],
    [
      "the SDK outside its place",
      { "src/turn.ts": 'import "@aws-sdk/client-lex-runtime-v2";' },
      /imports the library @aws-sdk/,
    ],
    ["Node in the pure half", { "mappers/fit.ts": 'import "node:fs";' }, /imports the library node:fs/],
    [
      "the emulator on the bridge",
      { "src/emulator/a.ts": 'import "../bridge.ts";', "src/bridge.ts": "" },
      /src\/emulator\/a\.ts \(rank 3\) imports src\/bridge\.ts/,
    ],
    ["console in the library", { "src/post.ts": "console.log(1);" }, /src\/post\.ts uses console/],
    ["a barrel from inside", { "mappers/a.ts": 'import "./index.ts";', "mappers/index.ts": "" }, /imports the barrel/],
    ["a file of odds and ends", { "src/utils.ts": "" }, /a name that says nothing/],
  ])("is told of %s", (_what, files, told) => {
    expect(violationsIn(planted(files)).join("\n")).toMatch(told);
  });
});

// npm run house: the shape of mappers/, src/ and tools/, measured from their code, beside the first version and the bounds. `--json` for
// machines; a folder as argument measures another checkout. Exits with 1 where a bound is passed.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, styleText } from "node:util";
import ts from "typescript";

/** Names that must exist twice, each with its reason. */
export const TWICE = {
  createBridge: "src/index.ts makes what src/bridge.ts makes, with the AWS clients by default",
  handler: "the packed function's export and the library's, as Lambda wants it called",
  describeCases: "testing/vitest.ts hands vitest over to the function of the same name",
  describeCassettes: "testing/vitest.ts hands vitest over to the function of the same name",
  describeClaims: "testing/vitest.ts hands vitest over to the function of the same name",
  describeConversations: "testing/vitest.ts hands vitest over to the function of the same name",
};

/** The same measures of the first version, before its files were moved into rooms (of `wide` without emulator, tests and CLI). */
const FIRST = { rooms: 63, floors: 19, arrows: 326, upward: 0, folder: 55, wide: 24, twice: 46, elsewhere: 22_011 };

const BOUNDS = { rooms: 21, floors: 9, arrows: 90, upward: 0, folder: 15, wide: 6, twice: 0, elsewhere: 0 };

const WHAT = {
  rooms: "rooms on the first sheet",
  floors: "floors",
  arrows: "arrows",
  upward: "arrows that run back up",
  folder: "most files in a folder",
  wide: "functions of mappers/ and src/ with four or more parameters",
  twice: "exported names that exist twice, without a reason",
  elsewhere: "lines in src/ that never run in a Lambda",
};

const CODE = /\.tsx?$/;

function filesUnder(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => statSync(join(root, file)).isFile());
}

/**
 * The first sheet is what a reader of `src/` sees: its folders and the files beside them, `mappers/` as one room, and each tool as one.
 * The inside of `mappers/` is a sheet of its own, and the layer test is its table.
 */
function roomOf(file) {
  const [top, second] = file.split("/");
  return top === "mappers" ? top : `${top}/${second}`;
}

function parse(root, file) {
  return ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Every file of the house that a file imports, types and lazy imports included. */
function importsOf(root, source) {
  const found = [];
  const add = (node) => {
    if (!node || !ts.isStringLiteralLike(node) || !node.text.startsWith(".")) return;
    found.push(relative(root, resolve(root, dirname(source.fileName), node.text)).replaceAll("\\", "/"));
  };
  visit(source, (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
  });
  return found;
}

/**
 * A parameter object that is taken apart at once counts as its members: an object whose type is written beside it, or stands in the same
 * file for this function alone. A record that flows through the house (a message, a delivery, the settings) counts as one.
 */
function parametersOf(node, madeForCall) {
  return node.parameters.reduce((sum, { name, type }) => {
    if (!ts.isObjectBindingPattern(name)) return sum + 1;
    const isMade = !type || ts.isTypeLiteralNode(type) || madeForCall.has(type.getText());
    return sum + (isMade ? name.elements.length : 1);
  }, 0);
}

/** Interfaces of a file that it doesn't export, and that one place alone names. */
function typesMadeForCall(source) {
  const own = source.statements.filter(
    (statement) =>
      (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) &&
      !ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return new Set(
    own.flatMap(({ name }) =>
      source.text.match(new RegExp(`\\b${name.text}\\b`, "g"))?.length === 2 ? [name.text] : [],
    ),
  );
}

/** Named functions with four or more parameters, `file:name`. */
function wideIn(source) {
  const found = [];
  const madeForCall = typesMadeForCall(source);
  visit(source, (node) => {
    const isFunction = ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
    if (!isFunction || parametersOf(node, madeForCall) < 4) return;
    const name = node.name?.text ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined);
    if (name) found.push(`${source.fileName}:${name}`);
  });
  return found;
}

function exportedNames(source) {
  return source.statements.flatMap((statement) => {
    const marks = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!marks?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    return statement.name ? [statement.name.text] : [];
  });
}

/** The floor of each room: one above the highest that it imports. Rooms of a circle count as one floor. */
function floorsOf(arrows, rooms) {
  const floors = new Map();
  const floor = (room, above) => {
    if (floors.has(room)) return floors.get(room);
    if (above.includes(room)) return 0;
    const below = arrows.filter(([from]) => from === room).map(([, to]) => floor(to, [...above, room]));
    const own = 1 + Math.max(0, ...below);
    floors.set(room, own);
    return own;
  };
  for (const room of rooms) floor(room, []);
  return floors;
}

/** Whether one room leads back to another. */
function leadsTo(arrows, from, to, seen = new Set()) {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return arrows.some(([one, next]) => one === from && leadsTo(arrows, next, to, seen));
}

export function measure(root) {
  const files = ["mappers", "src", "tools"].flatMap((folder) => filesUnder(root, folder));
  const sources = files.filter((file) => CODE.test(file)).map((file) => parse(root, file));
  const pairs = new Set();
  for (const source of sources) {
    for (const to of importsOf(root, source)) {
      const [from, target] = [roomOf(source.fileName), roomOf(to)];
      if (from !== target && files.includes(to)) pairs.add(`${from} ${target}`);
    }
  }
  const arrows = [...pairs].map((pair) => pair.split(" "));
  const rooms = [...new Set(sources.map(({ fileName }) => roomOf(fileName)))];
  const folders = Map.groupBy ? Map.groupBy(files, dirname) : groupBy(files, dirname);
  const names = new Map();
  for (const source of sources) {
    for (const name of exportedNames(source)) names.set(name, [...(names.get(name) ?? []), source.fileName]);
  }
  const core = sources.filter(({ fileName }) => !fileName.startsWith("tools/"));
  const reached = reachedFrom(
    ["src/lambda/deployed.ts", "src/lambda/second-file.ts", "src/index.ts", "src/lambda/handler.ts"],
    root,
    sources,
  );
  const idle = sources.filter(({ fileName }) => fileName.startsWith("src/") && !reached.has(fileName));
  const twice = [...names].filter(([name, where]) => new Set(where).size > 1 && !(name in TWICE));
  return {
    rooms: rooms.length,
    floors: Math.max(...floorsOf(arrows, rooms).values()),
    arrows: arrows.length,
    upward: arrows.filter(([from, to]) => leadsTo(arrows, to, from)).length,
    folder: Math.max(...[...folders.values()].map((list) => list.length)),
    wide: core.flatMap(wideIn).length,
    twice: twice.length,
    elsewhere: idle.reduce((sum, source) => sum + source.text.split("\n").length - 1, 0),
    details: {
      folders: [...folders]
        .filter(([, list]) => list.length > BOUNDS.folder)
        .map(([name, list]) => `${name} ${list.length}`),
      upward: arrows.filter(([from, to]) => leadsTo(arrows, to, from)).map(([from, to]) => `${from} -> ${to}`),
      wide: core.flatMap(wideIn),
      twice: twice.map(([name, where]) => `${name}: ${[...new Set(where)].join(", ")}`),
      elsewhere: idle.map(({ fileName }) => fileName),
      names: [...names].map(([name, where]) => [name, [...new Set(where)]]),
    },
  };
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** What some entries load, directly or not. */
function reachedFrom(entries, root, sources) {
  const byName = new Map(sources.map((source) => [source.fileName, source]));
  const reached = new Set();
  const walk = (file) => {
    const source = byName.get(file);
    if (!source || reached.has(file)) return;
    reached.add(file);
    for (const to of importsOf(root, source)) walk(to);
  };
  for (const entry of entries) walk(entry);
  return reached;
}

/** The measures that pass their bounds. */
export function breachesOf(measured) {
  return Object.entries(BOUNDS).flatMap(([name, most]) => (measured[name] > most ? [name] : []));
}

function main() {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
  const measured = measure(resolve(positionals[0] ?? fileURLToPath(new URL("..", import.meta.url))));
  const breaches = breachesOf(measured);
  if (values.json) process.stdout.write(`${JSON.stringify({ measured, first: FIRST, bounds: BOUNDS, breaches })}\n`);
  else {
    const line = (cells) =>
      `${cells[0].padEnd(60)}${cells
        .slice(1)
        .map((cell) => String(cell).padStart(8))
        .join("")}`;
    const mark = (name, text) =>
      breaches.includes(name) && process.stdout.isTTY && !process.env.NO_COLOR ? styleText("red", text) : text;
    process.stdout.write(`${line(["", "first", "now", "bound"])}\n`);
    for (const [name, what] of Object.entries(WHAT)) {
      process.stdout.write(`${mark(name, line([what, FIRST[name], measured[name], `≤ ${BOUNDS[name]}`]))}\n`);
    }
    for (const name of breaches)
      process.stdout.write(
        `\n${WHAT[name]}:\n  ${(measured.details[name === "folder" ? "folders" : name] ?? []).join("\n  ")}\n`,
      );
  }
  process.exitCode = breaches.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { breachesOf, measure, TWICE } from "../scripts/house.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

function planted(files: Record<string, string>): string {
  const base = mkdtempSync(join(tmpdir(), "house-"));
  made.push(base);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, name)), { recursive: true });
    writeFileSync(join(base, name), text);
  }
  return base;
}

it("the house keeps its bounds: rooms, floors, arrows, full folders, wide functions, names that exist twice", () => {
  const measured = measure(root);
  expect({ breaches: breachesOf(measured), ...measured.details }).toMatchObject({
    breaches: [],
    folders: [],
    upward: [],
    twice: [],
    elsewhere: [],
  });
});

it("a name that may exist twice exists twice", () => {
  const twice = measure(root).details.names.filter(([, where]) => where.length > 1);
  expect(twice.map(([name]) => name).sort()).toEqual(Object.keys(TWICE).sort());
});

it.each<[what: string, files: Record<string, string>, measure: string, details: string[]]>([
  [
    "two rooms that import each other",
    {
      "src/gate/a.ts": 'import "../turn/b.ts";',
      "src/turn/b.ts": 'import "../gate/a.ts";',
    },
    "upward",
    ["src/gate -> src/turn", "src/turn -> src/gate"],
  ],
  [
    "a name of two things",
    { "mappers/gate/a.ts": "export interface Plan {}", "src/index.ts": "export const Plan = 1;" },
    "twice",
    ["Plan: mappers/gate/a.ts, src/index.ts"],
  ],
  [
    "a function of four parameters",
    { "mappers/gate/a.ts": "export function one(a: 1, b: 2, c: 3, d: 4) {}\nconst two = (a: 1, b: 2, c: 3) => 1;" },
    "wide",
    ["mappers/gate/a.ts:one"],
  ],
  [
    "a parameter object that is taken apart at once counts as its members",
    { "src/index.ts": "export function one(a: 1, { b, c, d }: { b: 1; c: 2; d: 3 }) {}" },
    "wide",
    ["src/index.ts:one"],
  ],
  [
    "a record that flows counts as one",
    {
      "src/index.ts": "import type { Delivery } from './x.ts';\nexport function one(a: 1, { b, c, d }: Delivery) {}",
    },
    "wide",
    [],
  ],
  [
    "a file of src that no Lambda loads",
    { "src/index.ts": 'import "./a.ts";', "src/a.ts": "", "src/b.ts": "const b = 1;\n" },
    "elsewhere",
    ["src/b.ts"],
  ],
  [
    "a folder of more than fifteen files",
    Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`tools/cli/f${at}.ts`, ""])),
    "folders",
    ["tools/cli 16"],
  ],
])("tells of %s", (_what, files, name, details) => {
  expect(measure(planted(files)).details[name]).toEqual(details);
});

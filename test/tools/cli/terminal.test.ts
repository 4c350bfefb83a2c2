import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plain, printable } from "../../../tools/cli/terminal.ts";
import { command } from "../../captured-io.ts";

/** Hides what follows, clears the screen, names the window, rings, turns the text around. */
const HOSTILE = "a\u001b[8mb\u001b[2Jc\u001b]0;t\u0007d\u202ee\u2066f\u009bg\rh\u007f";
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test("of escapes our own colours stay, and none where nothing is painted", () => {
  expect(printable("\u001b[31mred\u001b[39m")).toBe("\u001b[31mred\u001b[39m");
  expect(printable("\u001b[8mhidden\u001b[5mblinks")).toBe("�[8mhidden�[5mblinks");
  expect(plain("\u001b[32m✓ passed")).toBe("�[32m✓ passed");
  expect(printable(HOSTILE)).not.toMatch(UNSAFE);
  expect(plain("مرحبا\u200f\nשלום 👩‍👩‍👧")).toBe("مرحبا\u200f\nשלום 👩‍👩‍👧");
});

test.each([
  ["send", ["send", HOSTILE]],
  ["send --json", ["send", HOSTILE, "--json"]],
  ["talk", ["talk", HOSTILE]],
  ["check", ["check", HOSTILE]],
  ["check --json", ["check", HOSTILE, "--json"]],
  ["map", ["map", HOSTILE]],
  ["load", ["load", "--script", HOSTILE]],
  ["talk import", ["talk", "import", HOSTILE, "--into", "x"]],
  ["replay", ["replay", HOSTILE]],
  ["redrive", ["redrive", "--file", HOSTILE]],
  ["doctor", ["doctor", "--read", HOSTILE]],
  ["case from-log", ["case", "from-log", HOSTILE, "--into", "x"]],
  ["case from-cassette", ["case", "from-cassette", HOSTILE, "--into", "x"]],
  ["dev", ["dev", "--port", "0", "--bot", HOSTILE]],
  ["an unknown command", [HOSTILE]],
])("%s shows nothing that takes a terminal over", async (_, argv) => {
  const { out, err } = await command(argv, { colour: true });
  expect(out + err).not.toBe("");
  // Our own colours apart.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape is what begins one.
  expect((out + err).replaceAll(/\u001b\[(?:0|1|2|22|3[1-69])m/g, "")).not.toMatch(UNSAFE);
});

test("JSON says the same, escaped", async () => {
  const { out } = await command(["send", HOSTILE, "--json"]);
  const { delivery } = JSON.parse(out) as { delivery: { turns: { request: { text: string } }[] } };
  expect(delivery.turns[0]?.request.text).toBe(HOSTILE);
});

test("a bot's own words can't, either", async () => {
  const folder = await mkdtemp(join(tmpdir(), "processor-"));
  const text = JSON.stringify(
    `console.log(${JSON.stringify(HOSTILE)}); export const handler = () => { throw new Error(${JSON.stringify(HOSTILE)}); };`,
  );
  await writeFile(join(folder, "processor.mjs"), JSON.parse(text) as string);
  const { out, err } = await command([
    "send",
    "Hello",
    "--timeout",
    "1000",
    "--processor",
    join(folder, "processor.mjs"),
  ]);
  expect(out + err).toContain("[8mb");
  expect(out + err).not.toMatch(UNSAFE);
});

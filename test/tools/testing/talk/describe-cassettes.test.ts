import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCassette } from "../../../../tools/testing/cassette/cassette.ts";
import { describeCassettes } from "../../../../tools/testing/cassette/describe-cassettes.ts";
import { command } from "../../../captured-io.ts";

const BOT = fileURLToPath(new URL("../../../../fixtures/bots/bank-bot", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cassettes-"));
  const { code } = await command(["record", "a-greeting.json", "Hello", "--bot", BOT], { cwd: folder });
  expect(code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The tests that it makes: each name, and how it ended. */
async function testsOf(path: string, options: Parameters<typeof describeCassettes>[1] = {}) {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  const titles: string[] = [];
  describeCassettes(path, {
    ...options,
    describe: (title, body) => {
      titles.push(title);
      body();
    },
    it: (name, body) => tests.push({ name, body }),
  });
  const ends = [];
  for (const { name, body } of tests) ends.push([name, await body().then(() => "passed", String)]);
  return { titles, ends };
}

it("makes a test of each cassette of a folder, which passes where the bridge does as recorded", async () => {
  expect((await testsOf(folder)).ends).toEqual([["a greeting", "passed"]]);
  expect((await testsOf(join(folder, "a-greeting.json"))).ends).toEqual([["a greeting", "passed"]]);
});

it("fails with the message that ends otherwise, and how to keep it", async () => {
  const cassette = readCassette(join(folder, "a-greeting.json"));
  const [delivery] = cassette.deliveries;
  const place = mkdtempSync(join(tmpdir(), "cassettes-"));
  writeFileSync(
    join(place, "other.json"),
    JSON.stringify({ ...cassette, deliveries: [{ ...delivery, outcome: "denied" }] }),
  );
  writeFileSync(join(place, "torn.json"), "{");
  const { ends } = await testsOf(place);
  expect(ends).toEqual([
    [
      "other",
      expect.stringMatching(/message 1[\s\S]*outcome: denied → replied[\s\S]*chime-lex-bridge replay --mode update/),
    ],
    ["torn", expect.stringContaining("holds no JSON")],
  ]);
  rmSync(place, { recursive: true });
});

it("asks the bot in passthrough, and writes nothing", async () => {
  const path = join(folder, "a-greeting.json");
  const before = readFileSync(path, "utf8");
  const { ends } = await testsOf(path, { mode: "passthrough", recognizeText: async () => ({}) });
  expect(ends).toEqual([["a greeting", expect.stringContaining("message 1")]]);
  expect(readFileSync(path, "utf8")).toBe(before);
});

it("throws where there is no cassette", async () => {
  await expect(testsOf(join(folder, "missing"))).rejects.toMatchObject({ code: "CASSETTE_UNREADABLE" });
});

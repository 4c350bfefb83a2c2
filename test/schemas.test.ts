import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import * as z from "zod";
import manifest from "../package.json" with { type: "json" };
import { checkConfig } from "../src/config/config.ts";
import { createBridge } from "../src/index.ts";
import { readCase } from "../tools/testing/case-folder.ts";
import { checkCassette } from "../tools/testing/cassette/cassette.ts";
import { readConversation } from "../tools/testing/conversation/script/read-script.ts";
import { CASE_CONFIG } from "../tools/testing/run-cases.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const filesIn = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

type Name = "config" | "case" | "cassette" | "script";
const schemas = Object.fromEntries(
  ["config", "case", "cassette", "script"].map((name) => [
    name,
    z.fromJSONSchema(JSON.parse(read(`schemas/${name}.json`))),
  ]),
) as Record<Name, z.ZodType>;
const takes = (name: Name, value: unknown) => schemas[name].safeParse(value).success;

const CASSETTE = { cassette: 1, texts: "kept", config: CASE_CONFIG, deliveries: [] };
const CASE = { title: "A greeting is answered.", source: "Made up." };
const SCRIPT = { title: "A greeting", turns: [{ user: "Hello" }, { bot: "Hello!" }] };
const [BOT] = CASE_CONFIG.bots;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "schemas-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readScript(script: unknown) {
  const path = join(folder, "script.yaml");
  writeFileSync(path, stringify(script));
  return readConversation(path);
}

describe("the schemas", () => {
  it("are published", () => {
    expect(manifest.files).toContain("schemas");
    expect(manifest.exports["./schemas/*.json"]).toBe("./schemas/*.json");
  });

  it("take every case, every script and every configuration that this repository holds", () => {
    const cases = filesIn("fixtures/cases", "case.json");
    const scripts = [...filesIn("fixtures/conversations", ".yaml"), ...filesIn("test/talks", ".yaml")];
    const wrong = [
      ...cases.filter((path) => !takes("case", JSON.parse(read(path)))),
      ...scripts.filter((path) => !takes("script", parse(read(path)))),
    ];
    expect(wrong).toEqual([]);
    expect([cases.length > 90, scripts.length > 20]).toEqual([true, true]);
    expect(takes("config", JSON.parse(read("deploy/example/bridge.json")))).toBe(true);
    expect(takes("config", CASE_CONFIG)).toBe(true);
    expect(takes("cassette", CASSETTE)).toBe(true);
  });

  it("say of each option what the docs say", () => {
    const { properties } = JSON.parse(read("schemas/config.json"));
    expect(properties.delivery.description).toMatch(/^`replace` replaces the message in flight/);
    const bot = properties.bots.items.properties;
    const all = [...Object.values(properties), ...Object.values(bot)] as { description?: string; type?: string }[];
    const silent = all.filter((one) => one.description === undefined);
    // $schema, bots and the three groups, whose members are described.
    expect(silent).toHaveLength(5);
  });

  it.each<[what: string, config: object]>([
    ["a misspelt option", { ...CASE_CONFIG, onFailur: "deny" }],
    ["a misspelt option of a bot", { bots: [{ ...BOT, alias: ["bank"] }] }],
    ["a misspelt option of a group", { bots: [{ ...BOT, invokedBy: { standard: "ALL" } }] }],
    ["an unknown word", { ...CASE_CONFIG, delivery: "answer" }],
    ["an ARN of another kind", { bots: [{ lexBotAliasArn: "arn:aws:s3:::bucket" }] }],
    ["a number that is too large", { ...CASE_CONFIG, turnTimeoutMs: 10_000_000 }],
    ["a code that is none", { ...CASE_CONFIG, failureTexts: { de: { "4291": "Später." } } }],
    ["no bots", { delivery: "replace" }],
    ["an empty list of bots", { bots: [] }],
    ["a $schema that is no text", { ...CASE_CONFIG, $schema: 1 }],
  ])("mark in a configuration what the bridge refuses: %s", (_what, config) => {
    expect(checkConfig(config).problems.length).toBeGreaterThan(0);
    expect(takes("config", config)).toBe(false);
  });

  it("mark a misspelt key and an unknown word of case and cassette", () => {
    expect(takes("case", { ...CASE, outcme: "replied" })).toBe(false);
    expect(takes("case", { ...CASE, config: { onFailur: "deny" } })).toBe(false);
    expect(takes("case", { ...CASE, config: { onFailure: "deny" } })).toBe(true);
    expect(takes("cassette", { ...CASSETTE, texts: "some" })).toBe(false);
    expect(takes("cassette", { ...CASSETTE, extra: true })).toBe(false);
  });

  it.each<[what: string, turn: unknown]>([
    ["a number as a text", { user: 42 }],
    ["a number in a slot", { bot: { text: "Which?", slots: { LastFour: 4242, Type: null } } }],
    ["a card by its title", { bot: { card: "Your accounts" } }],
    ["numbers on buttons", { bot: { card: { title: 1, buttons: [1, { text: 2, value: 3 }] } } }],
    ["a text among several", { bot: { oneOf: ["Hello", { card: "Hello" }, 3] } }],
    ["a pattern", { bot: { card: { title: { pattern: "^Your" } } } }],
    ["an error", { bot: { error: 429 } }],
    ["silence", { bot: { silence: true } }],
    ["a wait", { wait: "10 m" }],
    ["a fault by name", { fault: "throttle:1" }],
    ["a fault with parameters", { fault: { name: "slow", delayMs: 900 } }],
    ["a fault of an operation", { fault: { lex: { status: 403, times: 1 } } }],
    ["the end of a fault", { fault: { lex: null } }],
    ["an attribute of numbers", { user: { press: 1, attributes: { score: 5, list: [1, 2] } } }],
  ])("take in a script what its reader takes: %s", async (_what, turn) => {
    const script = { ...SCRIPT, turns: [{ user: "Hello" }, turn] };
    await expect(readScript(script)).resolves.toMatchObject({ title: SCRIPT.title });
    expect(takes("script", script)).toBe(true);
  });

  it.each<[what: string, script: object]>([
    ["a misspelt key", { ...SCRIPT, tunrs: [] }],
    ["a step of no kind", { ...SCRIPT, turns: [{ say: "Hello" }] }],
    ["two steps in one", { ...SCRIPT, turns: [{ user: "Hello", bot: "Hello!" }] }],
    ["a misspelt fact", { ...SCRIPT, turns: [{ user: "Hello" }, { bot: { intnet: "Welcome" } }] }],
    ["an unknown state", { ...SCRIPT, turns: [{ user: "Hello" }, { bot: { state: "Done" } }] }],
    ["text and press", { ...SCRIPT, turns: [{ user: { text: "Hello", press: "Hello" } }] }],
    ["an unknown operation", { ...SCRIPT, turns: [{ user: "Hello" }, { fault: { lexx: { status: 403 } } }] }],
    ["no turns", { title: "A greeting" }],
    ["no title", { turns: SCRIPT.turns }],
  ])("mark in a script what its reader refuses: %s", async (_what, script) => {
    await expect(readScript(script)).rejects.toMatchObject({ code: "CONVERSATION_UNREADABLE" });
    expect(takes("script", script)).toBe(false);
  });
});

describe("$schema", () => {
  const $schema = "./node_modules/chime-lex-bridge/schemas/config.json";

  it("may stand in a configuration, and changes nothing", () => {
    expect(checkConfig({ $schema, ...CASE_CONFIG })).toEqual(checkConfig(CASE_CONFIG));
    expect(createBridge({ $schema, ...CASE_CONFIG })).toBeDefined();
    expect(checkConfig({ $shema: $schema, ...CASE_CONFIG }).problems[0]?.what).toContain("did you mean $schema?");
  });

  it("may stand in a case, a cassette and a script", async () => {
    const place = join(folder, "a-case");
    mkdirSync(place);
    writeFileSync(join(place, "case.json"), JSON.stringify({ $schema, ...CASE, config: { $schema } }));
    writeFileSync(join(place, "1-event.json"), "{}");
    expect(readCase({ name: "a-case", folder: place }).about).toMatchObject(CASE);
    expect(checkCassette({ $schema, ...CASSETTE })).toMatchObject({ $schema });
    await expect(readScript({ $schema, ...SCRIPT })).resolves.toMatchObject({ title: SCRIPT.title });
    for (const [name, value] of Object.entries({
      config: CASE_CONFIG,
      case: CASE,
      cassette: CASSETTE,
      script: SCRIPT,
    })) {
      expect([name, takes(name as Name, { $schema, ...value })]).toEqual([name, true]);
    }
  });
});

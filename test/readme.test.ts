import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TurnResult } from "../mappers/shapes/turn.ts";
import { checkConfig } from "../src/config.ts";
import { createEmulator } from "../src/emulator/index.ts";
import { VARIABLES } from "../src/env.ts";
import { type BridgeConfig, createBridge } from "../src/index.ts";
import { CASE_CONFIG } from "../src/testing/run-cases.ts";
import { BANK_BOT, CREDENTIALS } from "./wire/emulator.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

function block(label: string): string {
  const found = new RegExp(`\`\`\`${label}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  return found ?? expect.fail(`README.md has no block ${label}.`);
}

describe("the README is true", () => {
  it("its callback is what its event and a bot's greeting come to", async () => {
    const expected = JSON.parse(block("json callback"));
    const greeting: TurnResult = {
      messages: [
        { contentType: "PlainText", content: "Hello! I am the BankBot." },
        {
          contentType: "ImageResponseCard",
          imageResponseCard: {
            title: "What would you like to do?",
            buttons: [{ text: "Check balance", value: "Check balance" }],
          },
        },
      ],
      sessionState: { dialogAction: { type: "Close" }, intent: { name: "Welcome", state: "Fulfilled" } },
    };
    const bridge = createBridge(CASE_CONFIG, { recognizeText: async () => greeting });
    const { callback } = await bridge.prepare(JSON.parse(block("json event")));
    expect(callback).toEqual(expected);
  });

  it("its ten-line handler answers on the emulator", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    const environment = { AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url, AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url };
    Object.assign(process.env, environment, {
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    });
    try {
      const body = block("ts")
        .replace(/^import .*$/m, "")
        .replace("export const handler =", "return");
      const handler = new Function("createBridge", body)(createBridge);
      emulator.setProcessor(handler);
      await emulator.send({ content: "Hello" });
      await emulator.settled();
      expect(emulator.messages()[0]).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      expect(block("ts").trim().split("\n").length).toBeLessThanOrEqual(11);
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      await emulator.close();
    }
  });

  it("its environment table lists every variable with its option and default", () => {
    const rows = [...readme.matchAll(/^\| `(CHIME_LEX_[A-Z_]+)` \| (?:`([^`]+)`|[^|]+) \| (?:`([^`]+)`|[^|]+) \|/gm)];
    const listed = Object.fromEntries(rows.map(([, name, option]) => [name, option]));
    expect(listed).toEqual({ ...VARIABLES, CHIME_LEX_CONFIG: undefined });
    const { settings } = checkConfig({
      bots: [{ lexBotAliasArn: CASE_CONFIG.bots[0]?.lexBotAliasArn ?? "" }],
    } satisfies BridgeConfig);
    const { bots, ...rest } = settings ?? expect.fail("The least configuration is not enough.");
    const values: Record<string, unknown> = { ...rest, ...bots[0] };
    const defaults = rows
      .filter(([, , , value]) => value)
      .map(([, , option = "", value = ""]) => [option.split(".").at(-1), value]);
    expect(defaults).toEqual(defaults.map(([name = ""]) => [name, values[name]]));
    expect(defaults.length).toBeGreaterThanOrEqual(7);
  });

  it("its policy grants the calls that the bridge makes, and nothing else", () => {
    const { Statement } = JSON.parse(block("json policy"));
    expect(Statement.flatMap(({ Action }: { Action: string | string[] }) => Action)).toEqual([
      "lex:RecognizeText",
      "chime:ChannelFlowCallback",
      "dynamodb:GetItem",
      "dynamodb:UpdateItem",
    ]);
    const calls = ["lex.ts", "chime.ts", "chime-reads.ts"].flatMap((name) => [
      ...readFileSync(new URL(`../src/aws/${name}`, import.meta.url), "utf8").matchAll(/new (\w+)Command\(/g),
    ]);
    // In `replace` the bridge makes the first two kinds; the rest belongs to `reply`, to session options and to the command line.
    expect(calls.map(([, name]) => name)).toEqual([
      "RecognizeText",
      "GetSession",
      "DeleteSession",
      "ChannelFlowCallback",
      "SendChannelMessage",
      "GetChannelMessage",
      "ListChannelMessages",
      "ListChannelMemberships",
    ]);
  });

  it("its two commands exist", () => {
    expect(block("sh")).toMatch(/^npm start .*\nnpm test$/m);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test", "check", "build"]));
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readReply } from "../mappers/client/read-reply.ts";
import type { TurnResult } from "../mappers/shapes/turn.ts";
import { checkConfig } from "../src/config/config.ts";
import { VARIABLES } from "../src/config/env.ts";
import { type BridgeConfig, createBridge, type Hooks } from "../src/index.ts";
import { createHandler } from "../src/lambda/handler.ts";
import { createEmulator } from "../tools/emulator/index.ts";
import { configToPolicy } from "../tools/operate/policy.ts";
import { CASE_CONFIG } from "../tools/testing/run-cases.ts";
import { BANK_BOT, CREDENTIALS, TRAVEL_BOT } from "./wire/emulator.ts";

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

  it("its handler of a few lines moderates, and answers on the emulator", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    const environment = {
      AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url,
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
      CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
    };
    Object.assign(process.env, environment, {
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    });
    try {
      const body = block("ts")
        .replace(/^import .*$/m, "")
        .replace("export const handler =", "return");
      const handler = new Function("createHandler", body)(createHandler);
      emulator.setProcessor(handler);
      await emulator.send({ content: "Hello" });
      await emulator.settled();
      expect(emulator.messages()[0]).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      await emulator.send({ content: "Hello, buy followers" });
      await emulator.settled();
      expect(emulator.messages()[1]).toMatchObject({ Status: { Value: "DENIED" } });
      expect(block("ts").trim().split("\n").length).toBeLessThanOrEqual(11);
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      await emulator.close();
    }
  });

  it("the channel holds what it shows for each delivery", async () => {
    const shown: string[] = [];
    for (const delivery of ["replace", "reply"] as const) {
      const emulator = await createEmulator({ bots: [BANK_BOT] });
      const bridge = createBridge({ ...CASE_CONFIG, delivery }, emulator.ports);
      emulator.setProcessor((event) => bridge.handle(event));
      await emulator.send({ content: "What is my balance?" });
      await emulator.settled();
      for (const [at, message] of emulator.messages().entries()) {
        const read = readReply(message);
        const said =
          read.kind === "messages"
            ? read.messages.map(({ content }) => content ?? "[card]").join(" ")
            : message.Content;
        const type = message.ContentType ?? "text";
        shown.push(
          [at === 0 ? delivery : "", message.Sender.Name ?? ""].map((cell) => cell.padEnd(7)).join("   ") +
            `   ${type.padEnd(30)}   ${said}`,
        );
      }
      await emulator.close();
    }
    expect(block("text channel").trimEnd().split("\n")).toEqual(shown);
  });

  it("its two bots are chosen by mention, by route, and not at all; a hook answers for Lex", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT, TRAVEL_BOT] });
    const { bots: speakers, lexBots } = emulator.world;
    const create = (config: BridgeConfig, hooks: Hooks) => {
      const bots = config.bots.map((bot, at) => ({
        ...bot,
        lexBotAliasArn: lexBots[at]?.aliasArn ?? "",
        appInstanceBotArn: speakers[at]?.arn ?? "",
      }));
      return createBridge(
        { ...config, bots: bots as unknown as BridgeConfig["bots"] },
        { ...emulator.ports, ...hooks },
      );
    };
    const body = block("ts bots")
      .replace(/^import .*$/m, "")
      .replace("export const bridge =", "return");
    const bridge: ReturnType<typeof createBridge> = new Function("createBridge", body)(create);
    emulator.setProcessor((event) => bridge.handle(event));
    const speakerOf = async (content: string) => {
      const before = emulator.messages().length;
      await emulator.send({ content });
      await emulator.settled();
      const [, ...answers] = emulator.messages().slice(before);
      return answers.map(({ Sender }) => speakers.findIndex(({ arn }) => arn === Sender.Arn));
    };
    expect(await speakerOf("@Bank what is my balance?")).toEqual([0]);
    expect(await speakerOf("A flight to Rome, please")).toEqual([1]);
    expect(await speakerOf("Good morning, all")).toEqual([]);
    const turns = () => emulator.deliveries().flatMap((delivery) => delivery.turns).length;
    const before = turns();
    expect(await speakerOf("@travel ping")).toEqual([1]);
    expect(emulator.messages().at(-1)?.Content).toContain("pong");
    expect(turns()).toBe(before);
    await emulator.close();
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
      ...readFileSync(new URL(`../src/aws/${name}`, import.meta.url), "utf8").matchAll(/wire\("(\w+)"/g),
    ]);
    // In `replace` the bridge makes the first two kinds; the next block grants the rest.
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

  it("its further statements are those that the policy of a configuration with everything has beside", () => {
    const place = {
      appInstanceArn: JSON.parse(block("json policy")).Statement[1].Resource.replace(/\/\*$/, ""),
    };
    const [bot] = CASE_CONFIG.bots;
    const everything: BridgeConfig = {
      ...CASE_CONFIG,
      delivery: "reply",
      sharedSlot: "asker",
      resetPhrases: ["start over"],
      bots: [{ ...bot, invokedBy: { standardMessages: "AUTO" } } as BridgeConfig["bots"][0]],
    };
    const least = configToPolicy(CASE_CONFIG, place).Statement.map(({ Sid }) => Sid);
    expect(JSON.parse(block("json policy-more"))).toEqual(
      configToPolicy(everything, place).Statement.filter(({ Sid }) => !least.includes(Sid)),
    );
  });

  it("its commands exist: from the registry, from a clone, and the picture shows the page that they open", () => {
    const [installed = "", cloned = ""] = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
    expect(installed).toMatch(/^npx chime-lex-bridge dev .*\nnpm install chime-lex-bridge /m);
    expect(manifest.bin).toHaveProperty(manifest.name);
    expect(cloned).toMatch(/^git clone .* && cd chime-lex-bridge\nnpm start .*\nnpm test /m);
    expect(readme).toMatch(/^!\[[^\]]{20,}\]\(docs\/page\.png\)$/m);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test", "check", "build"]));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBridge } from "../../../src/index.ts";
import { type CliCommand, parseArgs } from "../../../tools/cli/args/args.ts";
import type { Io } from "../../../tools/cli/io.ts";
import { run } from "../../../tools/cli/run.ts";
import { createEmulator } from "../../../tools/emulator/index.ts";
import { CASE_CONFIG } from "../../../tools/testing/run-cases.ts";
import { capturedIo, type Told } from "../../captured-io.ts";
import { BANK_BOT, BUILT_PROCESSOR } from "../../wire/emulator.ts";

const cases = (name: string) => fileURLToPath(new URL(`../../../fixtures/cases/${name}`, import.meta.url));
const EVENT = `${cases("a-plain-text-reply-takes-the-place-of-the-question")}/1-event.json`;
const RESULT = `${cases("a-plain-text-reply-takes-the-place-of-the-question")}/3-turn-result.json`;

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "cli-")) });
});

afterEach(() => rmSync(io.cwd, { recursive: true }));

function written(name: string, value: unknown): string {
  const path = join(io.cwd, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

/** What `dev` asks for by itself. */
const DEV: CliCommand = {
  name: "dev",
  port: 4870,
  host: "127.0.0.1",
  bots: [],
  faults: [],
  allowOrigins: [],
  allowHosts: [],
  json: false,
};

const CHECK: CliCommand = { name: "check", update: false, timings: false, watch: false, json: false };

describe("a command line is a value", () => {
  it.each<[argv: string, command: CliCommand]>([
    [
      "dev --hook A=./a.mjs --hook B=http://127.0.0.1:9000/x=y",
      { ...DEV, codeHooks: { A: "./a.mjs", B: "http://127.0.0.1:9000/x=y" } },
    ],
    ["dev", DEV],
    ["dev --port 0 --bot a.zip --bot b --json", { ...DEV, port: 0, bots: ["a.zip", "b"], json: true }],
    ["dev --rates channel=30,bearer=10,charged", { ...DEV, rates: "channel=30,bearer=10,charged" }],
    ["dev --processor p.cjs", { ...DEV, processor: "p.cjs" }],
    ["send Hello you", { name: "send", texts: ["Hello", "you"], as: "ana", bots: [], timeoutMs: 60_000, json: false }],
    [
      "send --as ben --url http://x --timeout 500 Hi",
      { name: "send", texts: ["Hi"], as: "ben", bots: [], url: "http://x", timeoutMs: 500, json: false },
    ],
    ["map e.json", { name: "map", event: "e.json", json: false }],
    [
      "map e.json t.json --config c.json --json",
      { name: "map", event: "e.json", turnResult: "t.json", config: "c.json", json: true },
    ],
    ["check", CHECK],
    ["check cases", { ...CHECK, folder: "cases" }],
    ["check --watch -t greeting --timings", { ...CHECK, watch: true, only: "greeting", timings: true }],
    ["check --update --junit r.xml cases", { ...CHECK, folder: "cases", update: true, junit: "r.xml" }],
  ])("%s", (argv, command) => {
    expect(parseArgs(argv.split(" "), "1.2.3")).toEqual(command);
  });

  it.each<[argv: string, told: RegExp]>([
    ["fly", /unknown command 'fly'/],
    ["dev --prt 1", /unknown option '--prt'/],
    ["dev --port 70000", /must be a whole number from 0 to 65535/],
    ["dev --port x", /must be a whole number from 0 to 65535/],
    ["send", /missing required argument 'text'/],
    ["send --timeout 1 x", /must be a whole number from 100/],
    ["send --url http://x --channel arn:y x", /--url and --channel exclude each other/],
    ["send --url http://x --bot y x", /--bot, --config, --processor and --hook are for the command's own emulator/],
    ["send --channel arn:y x", /--channel needs --as with the ARN of a user/],
    ["map", /missing required argument 'event'/],
    ["check a b", /too many arguments/],
    ["check --watch --update a", /--watch and --update exclude each other/],
    ["talk --watch --junit r.xml", /--watch and --junit exclude each other/],
    ["talk --watch --results r.csv", /--watch and --results exclude each other/],
  ])("%s is wrong use, told with the way to help", async (argv, told) => {
    expect(await run(argv.split(" "), io)).toBe(2);
    expect(printed.err).toMatch(told);
    expect(printed.err).toMatch(/a command shows its use with --help\.\n$/);
    expect(printed.out).toBe("");
  });

  it.each(["", "--help", "dev --help", "send --help", "map --help", "check --help"])(
    "help is on standard output: %s",
    async (argv) => {
      expect(await run(argv.split(" ").filter(Boolean), io)).toBe(0);
      expect(printed.out).toMatch(/^Usage: chime-lex-bridge/);
      expect(printed.err).toBe("");
    },
  );

  it.each(["dev", "send", "map", "check"])("the help of %s has examples", async (command) => {
    await run([command, "--help"], io);
    expect(printed.out).toContain(`Examples:\n  chime-lex-bridge ${command}`);
  });
});

describe("send in the bot's own name", () => {
  it("shows the user's words, and then what each bot says itself", async () => {
    const bots = ["bank-bot", "travel-bot"].flatMap((name) => [
      "--bot",
      fileURLToPath(new URL(`../../../fixtures/bots/${name}`, import.meta.url)),
    ]);
    expect(await run(["send", "Hello", "@TravelConcierge hello", "--delivery", "reply", "--json", ...bots], io)).toBe(
      0,
    );
    const lines = printed.out
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(lines.map(({ message }) => message.Content)).toEqual(["Hello", "@TravelConcierge hello"]);
    expect(lines.map(({ answers }) => answers.map(({ Sender }: { Sender: { Name: string } }) => Sender.Name))).toEqual([
      ["BankBot"],
      ["TravelConcierge"],
    ]);
  });
});

describe("map", () => {
  it("gives the callback of an event and a turn result", async () => {
    expect(await run(["map", EVENT, RESULT, "--json"], io)).toBe(0);
    expect(JSON.parse(printed.out)).toMatchObject({
      outcome: "replied",
      turnRequest: { text: "Hello" },
      callback: { ChannelMessage: { ContentType: "application/amz-chime-lex-msgs" } },
      losses: [],
    });
  });

  it("reads an event from standard input, and needs no turn result where the gate says no", async () => {
    io = {
      ...io,
      stdin: () =>
        JSON.stringify({
          CallbackId: "c",
          ChannelMessage: { MessageId: "m", ChannelArn: "a", Content: " ", Sender: { Arn: "u" } },
        }),
    };
    expect(await run(["map", "-"], io)).toBe(0);
    expect(printed.out).toMatch(/verdict {3}✕ not blank: empty or white space only \(no-text\)/);
    expect(printed.out).toMatch(/outcome {3}released/);
  });

  it.each<[what: string, argv: () => string[], code: number, told: RegExp]>([
    ["a file that isn't there", () => ["nowhere.json"], 2, /nowhere\.json can't be read/],
    ["a file without JSON", () => [written("e.json", "{secret")], 2, /e\.json holds no JSON(?!.*secret)/],
    ["a turn without a turn result", () => [EVENT], 2, /no turn result was given\. Give a second file/],
    ["a turn result that isn't there", () => [EVENT, "nowhere.json"], 2, /nowhere\.json can't be read/],
    ["an event without ids", () => [written("e.json", {})], 2, /EVENT_WITHOUT_IDS/],
    [
      "a wrong configuration",
      () => [EVENT, "--config", written("c.json", { bot: [] })],
      2,
      /CONFIG_INVALID.*bot is an unknown option/,
    ],
  ])("tells %s", async (_what, argv, code, told) => {
    expect(await run(["map", ...argv()], io)).toBe(code);
    expect(printed.err).toMatch(told);
  });

  it("exits with 1 where the delivery would fail", async () => {
    const event = { CallbackId: "c", ChannelMessage: { MessageId: "m", ChannelArn: "a", Content: 7 } };
    expect(await run(["map", written("e.json", event)], io)).toBe(1);
    expect(printed.out).toMatch(/outcome {3}failed, EVENT_UNREADABLE/);
  });
});

describe("check", () => {
  it("passes on the cases that come with the package", async () => {
    expect(await run(["check"], io)).toBe(0);
    expect(printed.out).toMatch(/^\d+ passed, 0 failed\n$/);
  });

  it("says of a case that fails what differs, in words and as JSON", async () => {
    const about = { title: "A greeting", source: "made up", outcome: "released", reason: "no-text" };
    written("case.json", about);
    written("1-event.json", {
      CallbackId: "c",
      ChannelMessage: { MessageId: "m", ChannelArn: "a", Content: " ", Sender: { Arn: "u" } },
    });
    written("4-callback.json", { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m", Content: "x" } });
    expect(await run(["check", io.cwd], io)).toBe(1);
    expect(printed.out).toContain('Content: "x" → " "');
    expect(printed.out).toMatch(/0 passed, 1 failed\n$/);
    printed.out = "";
    expect(await run(["check", io.cwd, "--json"], io)).toBe(1);
    expect(JSON.parse(printed.out)).toMatchObject({
      passed: 0,
      failed: 1,
      cases: [{ title: "A greeting", differences: [{ expected: "x", actual: " " }] }],
    });
  });

  it.each<[what: string, prepare: () => void, told: RegExp]>([
    ["an empty folder", () => {}, /holds no case folder/],
    [
      "a case without an event",
      () => void written("case.json", { title: "t", source: "s", outcome: "replied" }),
      /1-event\.json is missing/,
    ],
    [
      "a wrong outcome",
      () => void written("case.json", { title: "t", source: "s", outcome: "done" }),
      /case\.json: outcome/,
    ],
    [
      "an unknown member",
      () => void written("case.json", { title: "t", source: "s", outcome: "replied", reson: 1 }),
      /case\.json: .*reson/,
    ],
    [
      "a stray file",
      () => {
        written("case.json", {});
        written("5-more.json", {});
      },
      /5-more\.json is none of/,
    ],
    [
      "a file without JSON",
      () => {
        written("case.json", { title: "t", source: "s", outcome: "replied" });
        written("1-event.json", "{");
      },
      /1-event\.json holds no JSON/,
    ],
  ])("tells %s with file and path", async (_what, prepare, told) => {
    prepare();
    expect(await run(["check", io.cwd], io)).toBe(2);
    expect(printed.err).toMatch(told);
  });
});

describe("send", () => {
  it("shows each turn's way through the five stages", async () => {
    expect(await run(["send", "What is my balance?", "savings"], io)).toBe(0);
    expect(printed.out).toMatch(/Ana {7}What is my balance\?\n {2}bot {7}For which account\?/);
    expect(printed.out).toMatch(/verdict {3}turn, after 12 steps passed/);
    expect(printed.out).toMatch(/result {4}CheckBalance InProgress/);
    expect(printed.out).toMatch(/outcome {3}replied/);
    expect(printed.out).toContain("last four digits");
    expect(printed.out).not.toContain("\u001b");
  });

  it("drives a processor module of the user's own", async () => {
    expect(await run(["send", "--processor", BUILT_PROCESSOR, "--json", "Hello"], io)).toBe(0);
    expect(JSON.parse(printed.out)).toMatchObject({
      message: { Status: { Value: "SENT" } },
      delivery: { invocations: [{ result: { outcome: "replied" } }] },
    });
  });

  it("exits with 1 where the bot answers with an error, or the configuration is invalid", async () => {
    const processor = written("wrong.cjs", "exports.handler = async () => ({ error: { code: 'CONFIG_INVALID' } });");
    expect(await run(["send", "--processor", processor, "--timeout", "300", "Hello"], io)).toBe(1);
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "No." };
    const bridge = createBridge(CASE_CONFIG, emulator.ports);
    emulator.setProcessor((event) => bridge.handle(event));
    try {
      const { url } = await emulator.listen();
      expect(await run(["send", "--url", url, "Hello"], io)).toBe(1);
      expect(printed.out).toMatch(/could not answer \(code 403\)/);
    } finally {
      await emulator.close();
    }
  });

  it("exits with 1 where a message stays pending", async () => {
    const processor = written("never.cjs", "exports.handler = async () => ({});");
    expect(await run(["send", "--processor", processor, "--timeout", "300", "Hello"], io)).toBe(1);
    expect(printed.out).toMatch(/Hello \(PENDING\)/);
    expect(printed.out).toMatch(/callback {2}none was accepted/);
  });

  it("uses an emulator that runs, and a channel by its ARN through the SDK's own variables", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const bridge = createBridge(CASE_CONFIG, emulator.ports);
    emulator.setProcessor((event) => bridge.handle(event));
    const { url } = await emulator.listen();
    const variables = { AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url, AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    try {
      expect(await run(["send", "--url", url, "--as", "ben", "Hello"], io)).toBe(0);
      expect(printed.out).toMatch(/Ben {7}Hello\n {2}bot {7}Hello! I am the BankBot/);
      printed.out = "";
      Object.assign(process.env, variables);
      const { channelArn, users } = emulator.world;
      expect(await run(["send", "--channel", channelArn, "--as", users.ana.arn, "--json", "Hello"], io)).toBe(0);
      expect(JSON.parse(printed.out).message).toMatchObject({
        ContentType: "application/amz-chime-lex-msgs",
        Status: { Value: "SENT" },
      });
      expect(await run(["send", "--url", url, "--as", "carl", "Hello"], io)).toBe(2);
      expect(printed.err).toMatch(/There is no user carl at .* Use one of Ana, Ben, Cleo\./);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
      await emulator.close();
    }
  });

  it.each<[argv: string[], told: RegExp]>([
    [
      ["--url", "http://127.0.0.1:9", "x"],
      /No emulator answers at http:\/\/127\.0\.0\.1:9\. Start one with: chime-lex-bridge dev/,
    ],
    [["--bot", "nowhere.zip", "x"], /EXPORT_UNREADABLE.*nowhere\.zip/],
    [["--processor", "nowhere.cjs", "x"], /PROCESSOR_UNUSABLE.*nowhere\.cjs/],
  ])("%s is told with the fix", async (argv, told) => {
    expect(await run(["send", ...argv], io)).toBe(2);
    expect(printed.err).toMatch(told);
  });
});

describe("dev", () => {
  it("prints the address, one worked exchange, and how to point clients at it, and ends when asked to", async () => {
    expect(await run(["dev", "--port", "0"], io)).toBe(0);
    expect(printed.out).toMatch(/Page +http:\/\/127\.0\.0\.1:\d+/);
    expect(printed.out).toMatch(/One message, all the way:\n {2}Ana {7}Hello\n {2}bot {7}Hello! I am the BankBot/);
    expect(printed.out).toMatch(/export AWS_ENDPOINT_URL_LEX_RUNTIME_V2=http:/);
    expect(printed.out).toMatch(/export AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY=http:/);
    expect(printed.out).toMatch(/AWS_SECRET_ACCESS_KEY=emulator # stand-ins, no real keys/);
    expect(printed.out).toMatch(/messaging session is at ws:\/\/127\.0\.0\.1:\d+\/connect/);
  });

  it.each(["*", "null", "localhost:3000", "http://localhost:3000/", "http://*.example.com", "https://example.com:*"])(
    "lets in no origin such as %s",
    async (origin) => {
      expect(await run(["dev", "--port", "0", "--allow-origin", origin], io)).toBe(2);
      expect(printed.err).toMatch(/is no origin of a page.*Write it as a browser does/s);
    },
  );

  it("prints one line of JSON for machines", async () => {
    expect(await run(["dev", "--port", "0", "--json"], io)).toBe(0);
    expect(JSON.parse(printed.out)).toMatchObject({
      url: expect.stringMatching(/^http:/),
      lexBots: [{ name: "BankBot" }],
    });
  });

  it("loads a bot's code hook, and shows what its module writes", async () => {
    written("hook.mjs", "console.log('the hook is here'); export const handler = async () => ({});");
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const running = run(["dev", "--port", "0", "--hook", "BankBot=./hook.mjs"], { ...io, ended: () => ended });
    await expect.poll(() => printed.err, { timeout: 5_000 }).toContain("BankBot: the hook is here");
    end();
    expect(await running).toBe(0);
  });

  it.each<[hook: string, told: RegExp]>([
    ["BankBot=./nowhere.mjs", /CODE_HOOK_UNUSABLE.*nowhere\.mjs/],
    ["BankBot=http://192.0.2.1/", /CODE_HOOK_UNUSABLE.*another machine's/],
    ["Bakery=http://127.0.0.1:9/", /CODE_HOOK_UNUSABLE.*no bot Bakery/],
    ["BankBot", /USAGE.*Write the bot's name, =, and a module or an address/],
  ])("tells what is wrong with the hook %s", async (hook, told) => {
    expect(await run(["dev", "--port", "0", "--hook", hook], io)).toBe(2);
    expect(printed.err).toMatch(told);
  });

  it("tells a port that is taken, as JSON too", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    try {
      expect(await run(["dev", "--port", String(port), "--json"], io)).toBe(2);
      expect(JSON.parse(printed.err)).toMatchObject({
        error: { code: "PORT_IN_USE", fix: expect.stringMatching(/--port/) },
      });
    } finally {
      server.close();
    }
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOT_ARN, USER_ARN } from "../mappers/sample-message.ts";
import { bundledExample } from "./bundled-example.ts";

let example: Awaited<ReturnType<typeof bundledExample>>;
beforeAll(async () => {
  example = await bundledExample({ path: "terminal-filter/filter.js" }, "node");
});
afterAll(() => example.remove());

async function filtered(lines: readonly string[], ...args: string[]) {
  const child = spawn(process.execPath, [example.file, ...args], { stdio: "pipe" });
  const ended = once(child, "exit");
  child.stdin.end(lines.join("\n"));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr, code: (await ended)[0] };
}

const bot = { Arn: BOT_ARN, Name: "BankBot" };
const ana = { Arn: USER_ARN, Name: "Ana" };
const Content = JSON.stringify({
  Messages: [
    { Content: "Hello!", ContentType: "PlainText" },
    {
      ContentType: "ImageResponseCard",
      ImageResponseCard: { Title: "What next?", Buttons: [{ Text: "Balance", Value: "Check balance" }] },
    },
  ],
});

describe("the terminal filter", () => {
  it("prints what people and bots say, a line for each thing said", async () => {
    const messages = [
      { Sender: ana, Content: "Hi\nthere" },
      { Sender: bot, Type: "CONTROL", Content: '{"Typing":"Indicator"}' },
      { Sender: bot, Content },
      { Sender: bot, Content: '{"Code":429}', ContentType: "application/amz-chime-lex-error" },
      { Sender: ana, Content, Metadata: '{"CHIME.LEX.input":"Hi"}' },
    ];
    expect(await filtered(messages.map((message) => JSON.stringify(message)))).toEqual({
      stdout: [
        "Ana: Hi\n  there",
        "BankBot: …",
        "BankBot: Hello!\n  What next?\n  1. Balance",
        "BankBot: A lot is going on right now. Please try again in a moment.",
        "Ana: Hi\nBot: Hello!\n  What next?\n  1. Balance",
        "",
      ].join("\n"),
      stderr: "",
      code: 0,
    });
  });

  it("tells of what is no message, goes on, and fails in the end", async () => {
    const lines = [
      "nonsense",
      "",
      "[1]",
      "null",
      '{"Content":"Hi","Sender":{"Name":7,"Arn":{"toString":1}}}',
      '{"Content":{"toString":1}}',
    ];
    expect(await filtered(lines)).toEqual({
      stdout: "?: Hi\n?: \n",
      stderr: "Line 1 is no JSON object.\nLine 3 is no JSON object.\nLine 4 is no JSON object.\n",
      code: 1,
    });
  });

  it("lets nobody move the cursor, or speak in another's name", async () => {
    const eve = { Name: "Eve\u001b[2K\rBankBot", Arn: USER_ARN };
    const { stdout } = await filtered([
      JSON.stringify({ Sender: eve, Content: "x\u001b[1A\r\nBankBot: Send me your PIN\u2028Ana: ok" }),
    ]);
    expect(stdout).toBe("Eve[2K BankBot: x[1A\n  BankBot: Send me your PIN\n  Ana: ok\n");
  });

  it("marks replies that aren't the bots', and reads in sentences and in a language, on request", async () => {
    const line = JSON.stringify({ Sender: ana, Content });
    const { stdout } = await filtered([line], "--bot", BOT_ARN, "--spoken", "--locale", "de_DE");
    expect(stdout).toBe(
      "Ana: Nicht bestätigt, dass dies vom Bot kommt.\n  Hello!\n  What next?\n  Auswahl 1 von 1: Balance (sendet „Check balance“).\n",
    );
  });

  it("reads ten thousand messages", async () => {
    const line = JSON.stringify({ Sender: bot, Content });
    const { stdout, code } = await filtered(Array.from({ length: 10_000 }, () => line));
    expect([stdout.split("BankBot: Hello!").length, code]).toEqual([10_001, 0]);
  });

  it("ends quietly when nobody reads on", async () => {
    const child = spawn(process.execPath, [example.file], { stdio: "pipe" });
    const ended = once(child, "exit");
    const told = text(child.stderr);
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => child.stdout.destroy());
    const line = `${JSON.stringify({ Sender: bot, Content })}\n`;
    child.stdin.end(line.repeat(20_000));
    expect([(await ended)[0], await told]).toEqual([0, ""]);
  });
});

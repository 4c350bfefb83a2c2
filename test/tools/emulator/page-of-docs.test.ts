import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createBridge, createMemoryPauses } from "../../../src/index.ts";
import { parseArgs } from "../../../tools/cli/args/args.ts";
import { startEmbedded } from "../../../tools/cli/embedded.ts";
import { KNOWN_FAULTS } from "../../../tools/emulator/channel/faults/known-faults.ts";
import { createEmulator, textToFault } from "../../../tools/emulator/index.ts";

const page = readFileSync(new URL("../../../docs/emulator.md", import.meta.url), "utf8");
const recipes = page.slice(page.indexOf("## Recipes"));
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code = ""]) => code);
const lines = (text: string, begin: string) =>
  blocks(text, "sh").flatMap((code) => code.split("\n").filter((line) => line.startsWith(begin)));

describe("docs/emulator.md", () => {
  it.each(blocks(recipes, "ts").map((code, at) => [at + 1, code] as const))(
    "runs as written: recipe %i",
    async (_at, code) => {
      const body = code.replaceAll(/^import .*$/gm, "");
      const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
      const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
      const run = new AsyncFunction("createEmulator", "createBridge", "createMemoryPauses", "assert", outputText);
      await run(createEmulator, createBridge, createMemoryPauses, assert);
      expect(code).toContain("assert.");
    },
  );

  it.each(lines(page, "npx chime-lex-bridge"))("has a command line that is one: %s", (line) => {
    const words = line
      .replace(/ +#.*$/, "")
      .split(" ")
      .slice(2);
    const command = parseArgs(words, "0.0.0");
    expect(command.name).toBe("dev");
    const faults = words.filter((_, at) => words[at - 1] === "--fault");
    expect(faults.map(textToFault)).toHaveLength(faults.length);
  });

  it("has requests that dev takes as they are", async () => {
    const io = {
      ...{
        out: () => {},
        err: () => {},
        status: () => {},
        stdin: () => "",
        env: {},
        cwd: process.cwd(),
        version: "0.0.0",
      },
      ...{ execPath: process.execPath, colour: false, isTerminal: false, ended: () => Promise.resolve() },
    };
    const { emulator, url, close } = await startEmbedded({ bots: [], port: 0, host: "127.0.0.1" }, io);
    try {
      for (const line of lines(recipes, "curl")) {
        const [, method = "", path = "", body = ""] = /-X (\w+) http:..127.0.0.1:4870(\S+) -d '(.*)'/.exec(line) ?? [];
        const response = await fetch(url + path, { method, body });
        expect([line, response.ok]).toEqual([line, true]);
      }
      expect(emulator.namedFaults.active()).toMatchObject([{ name: "lose-answer", times: 1 }]);
      const options = (await (await fetch(`${url}/_emulator/options`)).json()) as { values: object };
      expect(options.values).toMatchObject({
        onFailure: "message",
        emptyReply: "release",
        "bots[0].invokedBy.targetedMessages": "ALL",
      });
    } finally {
      await close();
    }
  });

  it("names every fault that there is", () => {
    const table = page.slice(page.indexOf("## Faults"), page.indexOf("## Controls"));
    expect(KNOWN_FAULTS.map(({ name }) => name).filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("dev's bridge", () => {
  const io = {
    ...{
      out: () => {},
      err: () => {},
      status: () => {},
      stdin: () => "",
      env: {},
      cwd: process.cwd(),
      version: "0.0.0",
    },
    ...{ execPath: process.execPath, colour: false, isTerminal: false, ended: () => Promise.resolve() },
  };

  it("follows a change of its options at once, and refuses what it can't be with the fix", async () => {
    const { emulator, url, close } = await startEmbedded({ bots: [], port: 0, host: "127.0.0.1" }, io);
    const patch = (changes: object) =>
      fetch(`${url}/_emulator/options`, { method: "PATCH", body: JSON.stringify(changes) });
    const said = async () => {
      emulator.namedFaults.add({ name: "lex-error", times: 1 });
      const { MessageId } = await emulator.send({ content: "hello" });
      await emulator.settled();
      return emulator.messages().find((one) => one.MessageId === MessageId)?.ContentType;
    };
    try {
      expect(await said()).toBe("application/amz-chime-lex-error");
      expect((await patch({ onFailure: "message" })).status).toBe(200);
      expect(await said()).toBe("application/amz-chime-lex-msgs");
      for (const wrong of [{ onFailure: "shout" }, { failure: "deny" }, { logContent: "perhaps" }]) {
        const response = await patch(wrong);
        const { message } = (await response.json()) as { message: string };
        expect([response.status, message]).toEqual([
          400,
          expect.stringMatching(/Use one of|Those that can be changed/),
        ]);
      }
      expect((await patch({ "bots[0].invokedBy.standardMessages": "NONE" })).status).toBe(200);
      await emulator.send({ content: "hello" });
      await emulator.settled();
      expect(emulator.messages().at(-1)).toMatchObject({ Content: "hello", Status: { Value: "SENT" } });
    } finally {
      await close();
    }
  });

  it("has forgotten after a crash what it had in memory, and settles the message all the same", async () => {
    const { emulator, close } = await startEmbedded({ bots: [], port: 0, host: "127.0.0.1" }, io);
    try {
      emulator.namedFaults.add({ name: "crash", at: "turn", times: 1 });
      await emulator.send({ content: "hello" });
      await emulator.settled();
      expect(emulator.messages()[0]).toMatchObject({ ContentType: "application/amz-chime-lex-msgs" });
      expect(emulator.deliveries()[0]?.turns).toHaveLength(2);
      expect(emulator.deliveries()[0]?.callbacks).toHaveLength(1);
    } finally {
      await close();
    }
  });
});

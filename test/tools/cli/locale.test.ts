import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useBridge } from "../../../tools/cli/bridge-processor.ts";
import type { Io } from "../../../tools/cli/io.ts";
import { run } from "../../../tools/cli/run.ts";
import { createEmulator } from "../../../tools/emulator/index.ts";
import { capturedIo, type Told } from "../../captured-io.ts";

const at = (name: string) => fileURLToPath(new URL(`../../../fixtures/bots/${name}`, import.meta.url));
const KOREAN = at("hotel-bot-ko");
const SHOWCASE = at("showcase-bot");

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "locale-")) });
});
afterEach(() => rmSync(io.cwd, { recursive: true }));

/** The files of an unpacked export, by their paths. */
function readExport(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(names.map((name) => [name.replaceAll("\\", "/"), readFileSync(join(folder, name))]));
}

function greeting(text: string, answer: string): string {
  const path = join(io.cwd, "talk.yaml");
  writeFileSync(path, `title: A talk\r\nturns:\r\n  - user: ${text}\r\n  - bot: ${answer}\r\n`);
  return path;
}

it("talk speaks the first language of an export, whatever that is, and reads a script with CRLF", async () => {
  expect(await run(["talk", greeting("예약 취소해줘", "예약을 취소할까요?"), "--bot", KOREAN], io)).toBe(0);
});

it("talk speaks the language that is asked for", async () => {
  const script = greeting("quiero una pizza", "{ intent: Pizza }");
  expect(await run(["talk", script, "--bot", SHOWCASE], io)).toBe(1);
  expect(await run(["talk", script, "--bot", SHOWCASE, "--locale", "es_ES"], io)).toBe(0);
});

it.each(["talk", "send", "record", "dev"])(
  "%s tells of a language that the bot hasn't, with those that exist",
  async (command) => {
    const said = command === "talk" ? greeting("hello", "hi") : command === "dev" ? undefined : "hello";
    const more = command === "dev" ? ["--port", "0"] : [];
    const argv = [
      command,
      ...(command === "record" ? ["c.json"] : []),
      ...(said === undefined ? [] : [said]),
      ...more,
      "--bot",
      SHOWCASE,
      "--locale",
      "ko_KR",
    ];
    expect(await run(argv, io)).not.toBe(0);
    expect(`${printed.out}${printed.err}`).toMatch(/Showcase has no locale ko_KR/);
    expect(`${printed.out}${printed.err}`).toMatch(/en_US, es_ES/);
  },
);

it("send speaks the bot's language, and the one that is asked for", async () => {
  expect(await run(["send", "예약 취소해줘", "--bot", KOREAN, "--json"], io)).toBe(0);
  expect(printed.out).toContain("예약을 취소할까요?");
  printed.out = "";
  expect(await run(["send", "hola", "--bot", SHOWCASE, "--locale", "es-ES", "--json"], io)).toBe(0);
  expect(printed.out).toContain('"localeId":"es_ES"');
});

it("record says in which language it spoke", async () => {
  expect(await run(["record", "c.json", "예약 취소해줘", "--bot", KOREAN], io)).toBe(0);
  expect(printed.out).toMatch(/1 turns as c\.json\n[\s\S]*spoken in ko_KR\n/);
  expect(readFileSync(join(io.cwd, "c.json"), "utf8")).toContain("ko_KR");
});

it("record says so, and ends with 1, where every turn failed", async () => {
  const lexBotAliasArn = "arn:aws:lex:us-east-1:111122223333:bot-alias/ANOTHERBOT/TSTALIASID";
  writeFileSync(join(io.cwd, "config.json"), JSON.stringify({ bots: [{ lexBotAliasArn }] }));
  const argv = ["record", "c.json", "Hello", "--bot", KOREAN, "--config", "config.json"];
  expect(await run(argv, io)).toBe(1);
  expect(printed.err).toMatch(/Every turn failed/);
});

it("the page chooses among the languages of the export, and the choice stays when other things change", async () => {
  const emulator = await createEmulator({ bots: [SHOWCASE] });
  const { url } = await emulator.listen();
  const { stop } = useBridge(emulator, url);
  const patch = (changes: object) =>
    fetch(`${url}/_emulator/options`, { method: "PATCH", body: JSON.stringify(changes) }).then(async (response) => ({
      status: response.status,
      body: (await response.json()) as { values?: Record<string, string>; Message?: string; message?: string },
    }));
  try {
    expect((await patch({ "bots[0].localeId": "es_ES" })).body.values?.["bots[0].localeId"]).toBe("es_ES");
    expect((await patch({ onFailure: "message" })).body.values?.["bots[0].localeId"]).toBe("es_ES");
    await emulator.send({ content: "quiero una pizza" });
    await emulator.settled();
    expect(emulator.deliveries().at(-1)?.turns[0]?.request.localeId).toBe("es_ES");
    const refused = await patch({ "bots[0].localeId": "ko_KR" });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toMatch(/can't be ko_KR.*en_US, es_ES/);
  } finally {
    stop();
    await emulator.close();
  }
});

it("a bot that is dropped on the page is asked in its own language, and the one that was chosen before is forgotten", async () => {
  const emulator = await createEmulator({ bots: [SHOWCASE] });
  const { url } = await emulator.listen();
  const { stop } = useBridge(emulator, url);
  const options = async () => {
    const { known, values } = (await (await fetch(`${url}/_emulator/options`)).json()) as {
      known: { path: string; values?: string[] }[];
      values: Record<string, string>;
    };
    return [values["bots[0].localeId"], known.find(({ path }) => path === "bots[0].localeId")?.values];
  };
  const asked = async () => {
    await emulator.send({ content: "안녕하세요" });
    await emulator.settled();
    return emulator.deliveries().at(-1)?.turns[0]?.request.localeId;
  };
  try {
    await fetch(`${url}/_emulator/options`, { method: "PATCH", body: '{"bots[0].localeId":"es_ES"}' });
    await emulator.addBot(KOREAN);
    expect(await options()).toEqual(["ko_KR", ["ko_KR"]]);
    expect(await asked()).toBe("ko_KR");
    // The same bot again, whose export has other languages now.
    const files = Object.entries(readExport(SHOWCASE)).filter(([path]) => !path.includes("BotLocales/es_ES/"));
    await emulator.addBot(SHOWCASE);
    await fetch(`${url}/_emulator/options`, { method: "PATCH", body: '{"bots[0].localeId":"es_ES"}' });
    await emulator.addBot({ name: "again.zip", bytes: zipSync(Object.fromEntries(files)) });
    expect(await options()).toEqual(["en_US", ["en_US"]]);
    expect(await asked()).toBe("en_US");
  } finally {
    stop();
    await emulator.close();
  }
});

it.each(["me@example.com", "ShowcaseBot", "x".repeat(100)])(
  "a bot named %s, by which nobody could mention it alone, is dropped and asked all the same",
  async (name) => {
    const emulator = await createEmulator({ bots: [SHOWCASE] });
    const { url } = await emulator.listen();
    const { stop } = useBridge(emulator, url);
    try {
      const files = readExport(KOREAN);
      const bot = Object.keys(files).find((path) => path.endsWith("Bot.json")) ?? "";
      const named = { ...JSON.parse(Buffer.from(files[bot] ?? []).toString()), name };
      files[bot] = Buffer.from(JSON.stringify(named));
      await emulator.addBot({ name: "odd.zip", bytes: zipSync(files) });
      await emulator.send({ content: "안녕하세요" });
      await emulator.settled();
      expect(emulator.deliveries().at(-1)?.turns[0]?.request.localeId).toBe("ko_KR");
    } finally {
      stop();
      await emulator.close();
    }
  },
);

it("talk and send say in which language they spoke", async () => {
  await run(["talk", greeting("예약 취소해줘", "예약을 취소할까요?"), "--bot", KOREAN], io);
  expect(printed.err).toContain("spoken in ko_KR\n");
  await run(["send", "예약 취소해줘", "--bot", KOREAN], io);
  expect(printed.out).toMatch(/turn {6}"예약 취소해줘" to \w{10} in ko_KR, session/);
});

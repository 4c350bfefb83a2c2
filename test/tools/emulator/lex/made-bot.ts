import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll } from "vitest";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";

/** The files of an export: path to JSON. A string is written as it is. */
export type Files = Record<string, unknown>;

export function plain(value: string): unknown {
  return { message: { plainTextMessage: { value } } };
}

export function says(...texts: string[]): unknown {
  return { messageGroupsList: texts.map(plain) };
}

export function goesTo(type: string, more: { slot?: string; intent?: string; quiet?: boolean } = {}): unknown {
  return {
    dialogAction: { type, slotToElicit: more.slot ?? null, suppressNextMessage: more.quiet ?? null },
    intent: { name: more.intent ?? null, slots: null },
  };
}

/** A slot with a prompt. `maxRetries` (1) goes into the prompt, other members into its elicitation setting. */
export function asksFor(slotTypeName: string, prompt: string, more: Record<string, unknown> = {}) {
  const { maxRetries = 1, ...setting } = more;
  return {
    slotTypeName,
    valueElicitationSetting: {
      slotConstraint: "Required",
      promptSpecification: { ...(says(prompt) as object), maxRetries },
      ...setting,
    },
  };
}

export interface MadeIntent {
  readonly [member: string]: unknown;
  readonly utterances?: readonly string[];
  readonly slots?: Readonly<Record<string, Record<string, unknown>>>;
}

/** A bot around a few intents. `slots` are by name, in order of priority; other members go into Intent.json as they are. */
export function botFiles(intents: Record<string, MadeIntent>, slotTypes: Record<string, unknown> = {}): Files {
  const root = "Made/BotLocales/en_US";
  const files: Files = {
    "Manifest.json": { metaData: { schemaVersion: "1", fileFormat: "LexJson", resourceType: "BOT" } },
    "Made/Bot.json": { name: "Made", identifier: "MADEBOT001", idleSessionTTLInSeconds: 60 },
    [`${root}/BotLocale.json`]: { identifier: "en_US", nluConfidenceThreshold: 0.4 },
  };
  for (const [name, { utterances = [], slots = {}, ...members }] of Object.entries(intents)) {
    files[`${root}/Intents/${name}/Intent.json`] = {
      name,
      sampleUtterances: utterances.map((utterance) => ({ utterance })),
      slotPriorities: Object.keys(slots).map((slotName, i) => ({ slotName, priority: i + 1 })),
      ...members,
    };
    for (const [slot, content] of Object.entries(slots)) {
      files[`${root}/Intents/${name}/Slots/${slot}/Slot.json`] = { name: slot, ...content };
    }
  }
  for (const [name, type] of Object.entries(slotTypes)) files[`${root}/SlotTypes/${name}/SlotType.json`] = type;
  return files;
}

export const FALLBACK: MadeIntent = {
  parentIntentSignature: "AMAZON.FallbackIntent",
  initialResponseSetting: { initialResponse: says("Pardon?") },
};

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lex-export-"));
  folders.push(folder);
  return folder;
}

export async function folderOf(files: Files): Promise<string> {
  const root = await temporary();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), textOf(content));
  }
  return root;
}

export async function zipOf(files: Files): Promise<string> {
  const path = join(await temporary(), "export.zip");
  const entries = Object.entries(files).map(([name, content]) => [name, strToU8(textOf(content))]);
  await writeFile(path, zipSync(Object.fromEntries(entries)));
  return path;
}

export async function madeBot(files: Files): Promise<BotModel> {
  const [bot] = (await readExport(await folderOf(files))).bots;
  if (bot === undefined) throw new Error("no bot was read");
  return bot;
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Document, Node } from "yaml";
import { nearestWord } from "../../../../src/errors/nearest-word.ts";
import type { FaultInput } from "../../../emulator/index.ts";
import { filesUnder } from "../../files-under.ts";
import { resolveHooks } from "./resolve-hooks.ts";
import {
  AssignedFaults,
  BotStep,
  type Conversation,
  Head,
  JoinStep,
  LeaveStep,
  NamedFault,
  PauseStep,
  ResumeStep,
  type Step,
  UserStep,
  WaitStep,
} from "./script.ts";
import { type Path, Script, unreadable, type Yaml } from "./script-reader.ts";

/**
 * The conversations of a file, or of every `.yaml` and `.yml` file under a folder, by name.
 * Throws CONVERSATION_UNREADABLE, with file, line and what must stand there.
 */
export async function readConversations(path: string | URL): Promise<Conversation[]> {
  return Promise.all(filesOfScripts(path).files.map(readConversation));
}

/** The scripts under a path, and what their names are relative to. Throws CONVERSATION_UNREADABLE where there is none. */
export function filesOfScripts(path: string | URL): ReturnType<typeof filesUnder> {
  return filesUnder(path, { endings: [".yaml", ".yml"], missing: "file or folder", toError: unreadable });
}

/** One script. Throws CONVERSATION_UNREADABLE. */
export async function readConversation(file: string): Promise<Conversation> {
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  // Texts stay as they are written: as a number, a slot's 0042 would be 42.
  const document = yaml.parseDocument(readFileSync(file, "utf8"), {
    lineCounter: lines,
    schema: "failsafe",
    customTags: ["null", "bool"],
    prettyErrors: false,
  });
  const lineOf = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line);
  const [broken] = document.errors;
  if (broken) throw unreadable(`${file}:${lineOf(broken.pos[0])} is no YAML: ${broken.message}.`);
  numbersIn(yaml, document);
  const script = new Script(yaml, file, document, lineOf);
  const { turns, bot, codeHooks, ...head } = script.read(Head, document.toJS() ?? {}, []);
  const steps = turns.map((turn, at) => readStep(script, turn, ["turns", at]));
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1]?.kind;
    // What a bot says behind anything else would be compared with nothing.
    if (
      step.kind === "bot" &&
      step.bot.prompt === undefined &&
      !["user", "agent", "join", "bot"].includes(before ?? "")
    )
      script.refuse(
        ["turns", at],
        before ? `a bot only answers: it can't follow ${before}` : "a bot only answers: begin with user",
      );
  }
  return {
    ...head,
    file,
    steps,
    ...(bot === undefined ? {} : { bot: resolve(dirname(file), bot) }),
    ...(codeHooks === undefined ? {} : { codeHooks: resolveHooks(codeHooks, dirname(file)) }),
  };
}

/** The bridge's options are the one place where a number is meant as one. */
function numbersIn(yaml: Yaml, document: Document): void {
  const config = document.get("config", true);
  if (!yaml.isNode(config)) return;
  yaml.visit(config as Node, {
    Scalar: (_key, node) => {
      if (node.type === "PLAIN" && typeof node.value === "string" && /^-?\d+$/.test(node.value)) {
        node.value = Number(node.value);
      }
    },
  });
}

const STEPS = ["user", "agent", "bot", "join", "leave", "pause", "resume", "wait", "fault"];

function readStep(script: Script, turn: unknown, path: Path): Step {
  const line = script.line(path);
  const kinds = typeof turn === "object" && turn !== null ? Object.keys(turn) : [];
  const [kind = ""] = kinds;
  const stray = kinds.find((name) => !STEPS.includes(name));
  if (stray !== undefined) {
    const meant = nearestWord(stray, STEPS);
    const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
    script.refuse([...path, stray], `${stray} is none of ${STEPS.join(", ")}${hint}`);
  }
  if (kinds.length !== 1) script.refuse(path, `must have exactly one of ${STEPS.join(", ")}`);
  const value = (turn as Record<string, unknown>)[kind];
  const at = [...path, kind];
  switch (kind) {
    case "user":
    case "agent":
      return { kind, line, user: script.read(UserStep, typeof value === "string" ? { text: value } : value, at) };
    case "join":
      return { kind, line, join: script.read(JoinStep, typeof value === "string" ? { member: value } : value, at) };
    case "leave":
      return { kind, line, member: script.read(LeaveStep, value, at) };
    case "pause":
      return { kind, line, pause: script.read(PauseStep, value === true ? {} : value, at) };
    case "resume":
      return { kind, line, resume: script.read(ResumeStep, value === true ? {} : value, at) };
    case "bot":
      return { kind, line, bot: readBotStep(script, value, at) };
    case "wait":
      return { kind, line, ms: script.read(WaitStep, value, at) };
    default:
      return { kind: "fault", line, ...readFault(script, value, at) };
  }
}

/** `throttle`, `throttle:2`, `{ name: throttle, times: 2 }`, `none`, or a fault for an operation. */
function readFault(script: Script, value: unknown, path: Path) {
  if (value === "none") return { named: value } as const;
  if (typeof value === "object" && value !== null && !("name" in value)) {
    return { assigned: script.read(AssignedFaults, value, path) };
  }
  const [name, times] = typeof value === "string" ? value.split(":") : [];
  const given = name === undefined ? value : { name, ...(times === undefined ? {} : { times }) };
  return { named: namedToInput(script.read(NamedFault, given, path)) };
}

/** What is written with digits alone is a number there. */
function namedToInput({ name, times, ...parameters }: NamedFault): FaultInput {
  const read = Object.entries(parameters).map(([key, one]) => {
    return [key, /^\d+(\.\d+)?$/.test(String(one)) ? Number(one) : String(one)];
  });
  return { ...Object.fromEntries(read), name, ...(times === undefined ? {} : { times }) };
}

/** A card may be given by its title alone, a message of `oneOf` by its text. */
function readBotStep(script: Script, value: unknown, path: Path): BotStep {
  const step = script.read(BotStep, opened(typeof value === "string" ? { text: value } : value), path);
  const ways = ["text", "pattern", "ssml", "card", "payload", "oneOf", "silence", "rest", "error"] as const;
  const given = ways.filter((way) => step[way] !== undefined);
  if (given.length > 1) script.refuse(path, `has ${given.join(" and ")}: each message is a bot step of its own`);
  if (Object.keys(step).length === 0)
    script.refuse(path, "says nothing: for a bot that is silent, write { silence: true }");
  return step;
}

function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { card, oneOf } = value as Record<string, unknown>;
  return {
    ...value,
    ...(typeof card === "string" ? { card: { title: card } } : {}),
    ...(Array.isArray(oneOf)
      ? { oneOf: oneOf.map((one) => (typeof one === "string" ? { text: one } : opened(one))) }
      : {}),
  };
}

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import { ServiceError } from "../../../../tools/emulator/service-error.ts";
import { NOW, pathOf } from "./conversation.ts";

const [bank] = (await readExport("fixtures/bots/bank-bot")).bots as [BotModel];

/** A state that uses every member of the model, so that each can be broken. */
const value = { originalValue: "credit", interpretedValue: "credit", resolvedValues: ["credit"] };
const STATE = {
  dialogAction: {
    type: "ElicitSlot",
    slotToElicit: "LastFour",
    slotElicitationStyle: "Default",
  },
  intent: {
    name: "CheckBalance",
    slots: { AccountType: { shape: "Scalar", value }, LastFour: null },
    state: "InProgress",
    confirmationState: "None",
  },
  activeContexts: [
    { name: "paid_once", timeToLive: { timeToLiveInSeconds: 60, turnsToLive: 5 }, contextAttributes: { Sum: "12" } },
  ],
  sessionAttributes: { tier: "gold" },
  originatingRequestId: "a-request",
  runtimeHints: { slotHints: { CheckBalance: { LastFour: { runtimeHintValues: [{ phrase: "0042" }] } } } },
};
const MESSAGES = [
  { contentType: "PlainText", content: "Hello" },
  {
    contentType: "ImageResponseCard",
    imageResponseCard: {
      title: "Card",
      subtitle: "Sub",
      imageUrl: "https://example.com/a.png",
      buttons: [{ text: "Yes", value: "y" }],
    },
  },
];
const BODIES = {
  RecognizeText: { text: "0042", sessionState: STATE, requestAttributes: { "CHIME.message.id": "m1" } },
  PutSession: { sessionState: STATE, messages: MESSAGES, requestAttributes: { "CHIME.message.id": "m1" } },
};
type Operation = keyof typeof BODIES;

async function sent(operation: Operation, body: unknown): Promise<number> {
  const runtime = createLexRuntime({ bots: [bank], now: () => NOW });
  const call = operation === "RecognizeText" ? runtime.recognizeText : runtime.putSession;
  try {
    await call(pathOf(bank), body);
    return 200;
  } catch (thrown) {
    if (thrown instanceof ServiceError) return thrown.name === "ValidationException" ? thrown.status : 0;
    throw thrown;
  }
}

/** The body with one member changed; `path` is its members, from the body down. */
function changed(body: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  let at: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

test.each(Object.entries(BODIES))("%s takes a body that uses every member.", async (operation, body) => {
  expect(await sent(operation as Operation, body)).toBe(200);
});

const x = (length: number) => "x".repeat(length);
const context = STATE.activeContexts[0];
const REFUSED: Record<string, [operation: Operation, path: (string | number)[], value: unknown]> = {
  "11 messages": ["PutSession", ["messages"], Array(11).fill(MESSAGES[0])],
  "an empty message": ["PutSession", ["messages", 0, "content"], ""],
  "a message of 1025 characters": ["PutSession", ["messages", 0, "content"], x(1025)],
  "a message of an unknown type": ["PutSession", ["messages", 0, "contentType"], "Markdown"],
  "a message without a type": ["PutSession", ["messages", 0, "contentType"], undefined],
  "a card without a title": ["PutSession", ["messages", 1, "imageResponseCard", "title"], undefined],
  "a title of 251 characters": ["PutSession", ["messages", 1, "imageResponseCard", "title"], x(251)],
  "a subtitle of 251 characters": ["PutSession", ["messages", 1, "imageResponseCard", "subtitle"], x(251)],
  "six buttons": [
    "PutSession",
    ["messages", 1, "imageResponseCard", "buttons"],
    Array(6).fill({ text: "a", value: "b" }),
  ],
  "a button of 51 characters": ["PutSession", ["messages", 1, "imageResponseCard", "buttons", 0, "text"], x(51)],
  "a button without a value": ["PutSession", ["messages", 1, "imageResponseCard", "buttons", 0, "value"], undefined],
  "no session state": ["PutSession", ["sessionState"], undefined],
  "an unknown dialog action": ["RecognizeText", ["sessionState", "dialogAction", "type"], "Sing"],
  "a dialog action without a type": ["RecognizeText", ["sessionState", "dialogAction", "type"], undefined],
  "an empty slot to elicit": ["RecognizeText", ["sessionState", "dialogAction", "slotToElicit"], ""],
  "an unknown elicitation style": ["RecognizeText", ["sessionState", "dialogAction", "slotElicitationStyle"], "Sung"],
  "a sub-slot without a name": ["RecognizeText", ["sessionState", "dialogAction", "subSlotToElicit"], {}],
  "a sub-slot that the slot lacks": [
    "RecognizeText",
    ["sessionState", "dialogAction", "subSlotToElicit"],
    { name: "Street" },
  ],
  "an intent without a name": ["RecognizeText", ["sessionState", "intent", "name"], undefined],
  "an intent in an unknown state": ["RecognizeText", ["sessionState", "intent", "state"], "Done"],
  "an unknown confirmation state": ["RecognizeText", ["sessionState", "intent", "confirmationState"], "Yes"],
  "a slot of an unknown shape": ["RecognizeText", ["sessionState", "intent", "slots", "AccountType", "shape"], "Round"],
  "a value without its interpretation": [
    "RecognizeText",
    ["sessionState", "intent", "slots", "AccountType", "value", "interpretedValue"],
    undefined,
  ],
  "an empty original value": [
    "RecognizeText",
    ["sessionState", "intent", "slots", "AccountType", "value", "originalValue"],
    "",
  ],
  "an empty resolved value": [
    "RecognizeText",
    ["sessionState", "intent", "slots", "AccountType", "value", "resolvedValues"],
    [""],
  ],
  "a slot that the intent lacks": ["RecognizeText", ["sessionState", "intent", "slots", "Shoe"], null],
  "21 contexts": ["RecognizeText", ["sessionState", "activeContexts"], Array(21).fill(context)],
  "a context with another name": ["RecognizeText", ["sessionState", "activeContexts", 0, "name"], "paid-once"],
  "a context's name of 101 characters": ["RecognizeText", ["sessionState", "activeContexts", 0, "name"], x(101)],
  "a context for 4 seconds": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "timeToLive", "timeToLiveInSeconds"],
    4,
  ],
  "a context for over a day": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "timeToLive", "timeToLiveInSeconds"],
    86_401,
  ],
  "a context for no turn": ["RecognizeText", ["sessionState", "activeContexts", 0, "timeToLive", "turnsToLive"], 0],
  "a context for 21 turns": ["RecognizeText", ["sessionState", "activeContexts", 0, "timeToLive", "turnsToLive"], 21],
  "a context for half a turn": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "timeToLive", "turnsToLive"],
    1.5,
  ],
  "a context without attributes": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "contextAttributes"],
    undefined,
  ],
  "a context with eleven attributes": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "contextAttributes"],
    Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, "b"])),
  ],
  "an empty attribute of a context": [
    "RecognizeText",
    ["sessionState", "activeContexts", 0, "contextAttributes", "Sum"],
    "",
  ],
  "an empty request id": ["RecognizeText", ["sessionState", "originatingRequestId"], ""],
  "a hint of 141 characters": [
    "RecognizeText",
    ["sessionState", "runtimeHints", "slotHints", "CheckBalance", "LastFour", "runtimeHintValues", 0, "phrase"],
    x(141),
  ],
  "no hints at all": [
    "RecognizeText",
    ["sessionState", "runtimeHints", "slotHints", "CheckBalance", "LastFour", "runtimeHintValues"],
    [],
  ],
  "101 hints": [
    "RecognizeText",
    ["sessionState", "runtimeHints", "slotHints", "CheckBalance", "LastFour", "runtimeHintValues"],
    Array(101).fill({ phrase: "a" }),
  ],
  "an attribute without a name": ["RecognizeText", ["sessionState", "sessionAttributes", ""], "a"],
  "a request attribute that is no string": ["RecognizeText", ["requestAttributes", "a"], 1],
};

test.each(Object.entries(REFUSED))(
  "What the service's model forbids is refused: %s.",
  async (_, [operation, path, value]) => {
    expect(await sent(operation, changed(BODIES[operation], path, value))).toBe(400);
  },
);

test("Slots that nest without end are refused, not followed.", async () => {
  let slot: unknown = { value };
  for (let depth = 0; depth < 20_000; depth++) slot = { shape: "Composite", subSlots: { a: slot } };
  const body = changed(BODIES.PutSession, ["sessionState", "intent", "slots", "AccountType"], slot);
  const runtime = createLexRuntime({ bots: [bank], now: () => NOW });
  await expect(runtime.putSession(pathOf(bank), body)).rejects.toMatchObject({ name: "ValidationException" });
});

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: string[];
  readonly required?: string[];
  readonly members?: Record<string, { shape: string; location?: string }>;
  readonly member?: { shape: string };
  readonly key?: { shape: string };
  readonly value?: { shape: string };
}

/** Every violation of a constraint of the model that one member of the body can have. */
function violations(
  shapes: Record<string, Shape>,
  name: string,
  sample: unknown,
  path: (string | number)[],
): [(string | number)[], unknown][] {
  const shape = shapes[name];
  if (shape === undefined || sample === undefined || sample === null) return [];
  const found: [(string | number)[], unknown][] = [];
  const add = (wrong: unknown) => found.push([path, wrong]);
  if (shape.type === "string") {
    if (shape.max !== undefined) add(x(shape.max + 1));
    if ((shape.min ?? 0) > 0) add("");
    if (shape.enum !== undefined) add("Nothing of that kind");
    if (shape.pattern !== undefined) add("a b");
    add(7);
  } else if (shape.type === "integer") {
    if (shape.max !== undefined) add(shape.max + 1);
    if (shape.min !== undefined) add(shape.min - 1);
  } else if (shape.type === "list" && Array.isArray(sample)) {
    if (shape.max !== undefined) add(Array(shape.max + 1).fill(sample[0]));
    if ((shape.min ?? 0) > 0) add([]);
    found.push(...violations(shapes, shape.member?.shape ?? "", sample[0], [...path, 0]));
  } else if (shape.type === "map") {
    for (const [key, inner] of Object.entries(sample))
      found.push(...violations(shapes, shape.value?.shape ?? "", inner, [...path, key]));
  } else if (shape.type === "structure") {
    for (const [member, { shape: inner, location }] of Object.entries(shape.members ?? {})) {
      if (location === "uri" || location === "header") continue;
      const given = (sample as Record<string, unknown>)[member];
      if (shape.required?.includes(member) && given !== undefined) found.push([[...path, member], undefined]);
      found.push(...violations(shapes, inner, given, [...path, member]));
    }
  }
  return found;
}

const MODEL = new URL("../../../../../shared/models/lexv2-runtime.json", import.meta.url);
describe.skipIf(!existsSync(MODEL))("Where the service's model is at hand, each of its constraints is held:", () => {
  const { shapes } = (existsSync(MODEL) ? JSON.parse(readFileSync(MODEL, "utf8")) : { shapes: {} }) as {
    shapes: Record<string, Shape>;
  };
  test.each(Object.keys(BODIES) as Operation[])("%s", async (operation) => {
    const all = violations(shapes, `${operation}Request`, BODIES[operation], []);
    expect(all.length).toBeGreaterThan(40);
    const taken: unknown[] = [];
    for (const [path, wrong] of all) {
      if ((await sent(operation, changed(BODIES[operation], path, wrong))) !== 400) taken.push([path.join("."), wrong]);
    }
    expect(taken).toEqual([]);
  });
});

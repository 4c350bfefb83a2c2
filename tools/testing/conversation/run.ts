import { setTimeout as sleep } from "node:timers/promises";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { BotAnswer, ConversationChannel, LexInput, OpenChannel, Utterance } from "./channel.ts";
import { missesOfAnswer } from "./expect-answer.ts";
import { type Miss, quoted } from "./expect-message.ts";
import type { BotStep, Conversation, Step, UserStep } from "./script/script.ts";
import { scriptToFaults } from "./script/script-to-faults.ts";

/** One message of a member, what came of it, and where that is not as the script says. */
export interface ConversationTurn {
  readonly line: number;
  readonly as: string;
  readonly text: string;
  readonly answer: BotAnswer;
  readonly misses: readonly Miss[];
}

/** What a conversation came to. It passes when no turn has a miss and nothing broke it off; `skipped` says why it wasn't held. */
export interface ConversationResult {
  readonly conversation: Conversation;
  readonly passed: boolean;
  readonly turns: readonly ConversationTurn[];
  readonly skipped?: string;
  /** What broke the conversation off, and the line. */
  readonly broken?: { readonly line: number; readonly error: BridgeError };
  readonly ms: number;
}

/** Hears when a conversation begins, and each message before it is sent: for who counts what was visited. */
export interface ConversationListener {
  readonly begins: () => void;
  readonly says: (text: string) => void;
}

/** Holds a conversation over a channel that is opened for it alone, to the first turn that is not as the script says. */
export async function runConversation(
  conversation: Conversation,
  open: OpenChannel,
  listener?: ConversationListener,
): Promise<ConversationResult> {
  const begun = performance.now();
  const turns: ConversationTurn[] = [];
  const end = (rest: Partial<ConversationResult>): ConversationResult => ({
    conversation,
    turns,
    passed: rest.broken === undefined && rest.skipped === undefined && turns.every(({ misses }) => misses.length === 0),
    ms: Math.round(performance.now() - begun),
    ...rest,
  });
  listener?.begins();
  const channel = await open({ ...conversation, agents: agentsOf(conversation) });
  let line = 1;
  try {
    const skipped = whyNot(conversation, channel);
    if (skipped !== undefined) return end({ skipped });
    const { steps } = conversation;
    const isOrdered = steps.some(({ kind }) => kind === "agent" || kind === "pause" || kind === "resume");
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at] as Step;
      line = step.line;
      if (isOrdered) await sleep(APART_MS);
      if (step.kind === "wait") await channel.pass?.(step.ms);
      if (step.kind === "fault") await setFault(step, channel);
      if (step.kind === "leave") await channel.people?.leave(step.member);
      if (step.kind === "pause") await channel.people?.pause(pauseToOptions(step.pause));
      if (step.kind === "resume") await channel.people?.resume(pauseToOptions(step.resume));
      const heard = await hear(step, channel, { turns, listener });
      if (!heard) continue;
      const misses = missesOfAnswer(botStepsAfter(steps, at), heard.answer);
      turns.push({ line, ...heard, misses });
      // What comes after depends on it: one miss is told, not its consequences. The rows of a test set are counted, every one.
      if (misses.length > 0 && conversation.conversation === undefined) break;
    }
    return end({});
  } catch (caught) {
    return end({ broken: { line, error: BridgeError.from(caught) } });
  } finally {
    await channel.close();
  }
}

/** Pauses and messages are ordered by the millisecond, and people take longer than that: what comes within the same one ends no pause. */
const APART_MS = 2;

/** Who speaks as an agent where a step doesn't say, and who else does. */
const AGENT = "ben";

function agentsOf({ steps }: Conversation): string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === "agent" ? [step.user.as ?? AGENT] : [])))];
}

/** What a step of a member brings: who did what, and what came of it. */
async function hear(
  step: Step,
  channel: ConversationChannel,
  { turns, listener }: { turns: readonly ConversationTurn[]; listener: ConversationListener | undefined },
): Promise<Pick<ConversationTurn, "as" | "text" | "answer"> | undefined> {
  if (step.kind === "join") {
    const { member, times = 1 } = step.join;
    const answer = await channel.people?.join(member, times);
    return answer && { as: member, text: "(joins)", answer };
  }
  if (step.kind !== "user" && step.kind !== "agent") return undefined;
  const as = step.user.as ?? (step.kind === "agent" ? AGENT : undefined);
  const utterance = userToUtterance({ ...step.user, ...(as === undefined ? {} : { as }) }, turns);
  if (step.kind === "agent") await channel.people?.checkAgent?.(as ?? AGENT);
  listener?.says(utterance.text);
  return { as: as ?? "ana", text: utterance.text, answer: await channel.say(utterance) };
}

function pauseToOptions({ of, for: forMs }: { readonly of?: string | undefined; readonly for?: number | undefined }) {
  return { ...(of === undefined ? {} : { of }), ...(forMs === undefined ? {} : { forMs }) };
}

function whyNot({ steps }: Conversation, channel: ConversationChannel): string | undefined {
  const needs = (kind: Step["kind"]) => steps.some((step) => step.kind === kind);
  if (needs("wait") && !channel.pass) return "it lets time pass, which can't be done here";
  if (PEOPLES.some(needs) && !channel.people) return NOBODY;
  const cant = steps.some(
    (step) => step.kind === "fault" && !("named" in step ? channel.nameFault : channel.assignFaults),
  );
  if (cant) return "it sets faults, which can't be done here";
  const looks = steps.some(({ kind, ...step }) => kind === "bot" && "bot" in step && looksAtTurns(step.bot as BotStep));
  const isGiven = (step: Step) => (step.kind === "user" || step.kind === "agent") && userToLex(step.user);
  if (steps.some(isGiven) && !channel.takesLexInput)
    return "it gives Lex attributes or contexts, which can't be done here";
  if (looks && !channel.seesTurns) return "it looks at slots or session attributes, which can't be seen here";
  return undefined;
}

/** Steps that need an emulator. An agent speaks as everybody does, and the bridge that answers there knows its agents. */
const PEOPLES = ["join", "leave", "pause", "resume"] as const;
const NOBODY =
  "members come and go or the bot is paused, which can't be done here: hold it in process, or at a running emulator (--url)";

async function setFault(step: Extract<Step, { kind: "fault" }>, channel: ConversationChannel): Promise<void> {
  if ("named" in step) await channel.nameFault?.(step.named);
  else await channel.assignFaults?.(scriptToFaults(step.assigned));
}

function looksAtTurns({ slots, heard, sessionAttributes, elicits, outcome, reason, losses }: BotStep): boolean {
  return [slots, heard, sessionAttributes, elicits, outcome, reason, losses].some((one) => one !== undefined);
}

function botStepsAfter(steps: readonly Step[], at: number): BotStep[] {
  const found: BotStep[] = [];
  for (const step of steps.slice(at + 1)) {
    if (step.kind !== "bot") break;
    found.push(step.bot);
  }
  return found;
}

function userToUtterance(user: UserStep, turns: readonly ConversationTurn[]): Utterance {
  const { text, press, metadata, attributes, as, to, mentions, type, contentType } = user;
  const lex = userToLex(user);
  return {
    text: press === undefined ? (text ?? "") : valueOfButton(press, turns),
    ...(lex === undefined ? {} : { lex }),
    ...(as === undefined ? {} : { as }),
    ...(to === undefined ? {} : { to }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(type === undefined ? {} : { type }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(metadata === undefined ? {} : { metadata: typeof metadata === "string" ? metadata : JSON.stringify(metadata) }),
    ...(attributes
      ? { attributes: Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [values].flat()])) }
      : {}),
  };
}

/** Hints are kept for the test set alone: how its cells name intent and slot is known to nobody here. */
function userToLex({ requestAttributes, sessionAttributes, contexts }: UserStep): LexInput | undefined {
  const given = {
    ...(requestAttributes ? { requestAttributes } : {}),
    ...(sessionAttributes ? { sessionAttributes } : {}),
    ...(contexts ? { contexts } : {}),
  };
  return Object.keys(given).length === 0 ? undefined : given;
}

/** The value of a button that stands in the channel, the newest first. Throws USAGE with those that there are. */
function valueOfButton(press: string, turns: readonly ConversationTurn[]): string {
  const shown = turns.flatMap(({ answer }) => answer.messages.flatMap(buttonsOf));
  const button = shown.findLast(({ text }) => text === press);
  if (button) return button.value;
  const there = [...new Set(shown.map(({ text }) => quoted(text)))].join(", ") || "none";
  throw new BridgeError("USAGE", `No button ${quoted(press)} was shown so far. Shown were: ${there}.`, {
    fix: "Press one of them, or write text in place of press.",
  });
}

function buttonsOf({ imageResponseCard }: LexMessage): readonly { readonly text: string; readonly value: string }[] {
  return imageResponseCard?.buttons ?? [];
}

import { stepToName } from "../../../../mappers/gate/step-to-name.ts";
import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import { kindOf } from "../../../../mappers/text/message-kinds.ts";
import type { Decision } from "../../../../src/read/decision.ts";
import type { BotAnswer } from "../channel.ts";
import type { ConversationResult, ConversationTurn } from "../run.ts";
import { deedToRow } from "./deed-to-row.ts";

/** How the parts of a transcript are painted. Plain by default. */
export interface TranscriptPaint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

const PLAIN: TranscriptPaint = { good: (text) => text, bad: (text) => text, faint: (text) => text };

/**
 * A conversation as it went: who said what, and for a turn that is not as the script says, what was expected, what was said, and
 * the way of its delivery. A last line feed ends it.
 */
export function conversationToTranscript(result: ConversationResult, paint: TranscriptPaint = PLAIN): string {
  const { conversation, passed, skipped, turns, broken } = result;
  const mark = skipped === undefined ? (passed ? paint.good("✓") : paint.bad("✗")) : paint.faint("-");
  const lines = [`${mark} ${conversation.title}${skipped === undefined ? "" : paint.faint(` (skipped: ${skipped})`)}`];
  if (skipped !== undefined) return `${lines.join("\n")}\n`;
  for (const { rows } of inOrder(result, paint)) lines.push(...rows);
  for (const [at, { line, misses, answer }] of turns.entries()) {
    if (misses.length === 0) continue;
    lines.push(paint.bad(`  turn ${at + 1}, ${conversation.file}:${line}`));
    for (const { what, expected, said } of misses) {
      lines.push(`    ${what}`, `      expected ${paint.good(expected)}`, `      was      ${paint.bad(said)}`);
    }
    lines.push(...traceToLines(answer).map((one) => paint.faint(`    ${one}`)));
  }
  if (broken) lines.push(paint.bad(`  ${conversation.file}:${broken.line}`), `    ${broken.error.message}`);
  return `${lines.join("\n")}\n`;
}

/** The turns, and what happened between them, as far as the conversation came. */
function inOrder({ conversation, turns, broken, passed }: ConversationResult, paint: TranscriptPaint) {
  const end = passed ? Number.POSITIVE_INFINITY : (broken?.line ?? turns.at(-1)?.line ?? 0);
  const said = turns.map((turn) => ({ line: turn.line, rows: turnToLines(turn, paint) }));
  const done = conversation.steps.flatMap((step) => {
    const deed = step.line < end ? deedToRow(step) : undefined;
    return deed === undefined ? [] : [{ line: step.line, rows: [row(deed[0], paint.faint(deed[1]))] }];
  });
  return [...said, ...done].sort((a, b) => a.line - b.line);
}

function turnToLines({ as, text, answer, misses }: ConversationTurn, paint: TranscriptPaint): string[] {
  const said = answer.messages.flatMap(messageToLines);
  if (answer.error !== undefined) said.push(`could not answer (code ${answer.error})`);
  if (said.length === 0)
    said.push(paint.faint(`(said nothing${answer.silence === undefined ? "" : `: ${answer.silence}`})`));
  const painted = misses.length > 0 ? said.map(paint.bad) : said;
  return [row(as, text), ...painted.map((one, at) => row(at === 0 ? "bot" : "", one))];
}

const NAME_WIDTH = 7;

function row(name: string, text: string): string {
  return `    ${name.padEnd(NAME_WIDTH)} ${text.replaceAll("\n", `\n    ${" ".repeat(NAME_WIDTH)} `)}`;
}

function messageToLines({ contentType, content, imageResponseCard: card }: LexMessage): string[] {
  if (!card) return [kindOf(contentType).toText?.(content ?? "") ?? content ?? ""];
  const buttons = (card.buttons ?? []).map(({ text }) => `[${text}]`).join(" ");
  return [`▢ ${card.title}${card.subtitle ? `: ${card.subtitle}` : ""}`, ...(buttons === "" ? [] : [`  ${buttons}`])];
}

/** The delivery's way: the gate's steps, the turn, the outcome. */
function traceToLines({ decision, turn }: BotAnswer): string[] {
  const intent = turn?.result?.sessionState?.intent;
  const asked = turn ? [`asked    "${turn.request.text}" in session ${turn.request.sessionId}`] : [];
  const refused = turn?.refused ? [`answered ${turn.refused.status} ${turn.refused.name}`] : [];
  const found = turn?.result ? [`answered ${intent?.name ?? "no intent"} ${intent?.state ?? ""}`.trimEnd()] : [];
  return [...gateToLines(decision), ...asked, ...refused, ...found, ...outcomeToLines(decision)];
}

function gateToLines({ trace = [] }: Partial<Decision> = {}): string[] {
  const stopped = trace.find(({ pass }) => !pass);
  if (trace.length === 0) return [];
  return [
    stopped
      ? `gate     ✕ ${stepToName(stopped.step)}: ${stopped.because} (${stopped.step})`
      : `gate     passed ${trace.length} steps`,
  ];
}

function outcomeToLines({ outcome, error, losses = [], content }: Partial<Decision> = {}): string[] {
  const lost = losses.map(({ kind, message }) => (message === undefined ? kind : `${kind} of message ${message + 1}`));
  return [
    ...(lost.length > 0 ? [`lost     ${lost.join(", ")}`] : []),
    ...(outcome ? [`outcome  ${outcome}${error ? `, ${error.code}: ${error.detail ?? error.fix}` : ""}`] : []),
    ...(content?.sentences ?? []).map((sentence) => `said     ${sentence}`),
  ];
}

import { GATE_STEPS } from "../../../../mappers/gate/gate.ts";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import { excerpt } from "../format.ts";
import { decisionOf } from "../reading/read-decision.ts";
import { outcomeOf } from "../reading/walk-delivery.ts";
import type { CaseConfig } from "./case-config.ts";

/** A case folder as `fixtures/cases` holds them: its name, and its files by theirs. */
export interface CaseFolder {
  readonly name: string;
  readonly files: Readonly<Record<string, unknown>>;
}

/** Who may pause, and what was paused before, stands neither in the event nor in the options. */
const PAUSED =
  "A pause decided this delivery, and its event doesn’t hold that. Write the case by hand: handoff in config, and the pause in 0-lookup.json.";
const OUTCOMES = ["replied", "errored", "released", "denied", "failed"];

/**
 * A delivery as a case that `chime-lex-bridge check` runs. A sentence for people in its place where the delivery can't be one:
 * it isn't over, or how it ended is nothing that a case can say.
 */
export function deliveryToCase(
  delivery: EmulatedDelivery,
  answers: readonly EmulatedMessage[],
  config: CaseConfig | undefined,
): CaseFolder | string {
  const { event, turns, callbacks, invocations } = delivery;
  const posted = callbacks.find(({ refused }) => refused === undefined) ?? callbacks[0];
  if (posted === undefined) return "A delivery without a callback can’t be a case yet.";
  if (answers.length > 0) return "A case can’t hold what a bot sends under its own name.";
  const outcome = outcomeOf(delivery);
  if (!OUTCOMES.includes(outcome)) return `A delivery that ended “${outcome}” is no case.`;
  const decision = decisionOf(invocations);
  if (decision?.pause !== undefined || decision?.verdict?.reason === "paused") return PAUSED;
  const reason = GATE_STEPS.find((step) => step === decision?.verdict?.reason);
  const turn = turns.at(-1);
  const words = event.ChannelMessage.Content ?? "";
  const about = {
    title: `“${excerpt(words, 60)}” is ${outcome}.`,
    source: "Taken from the emulator’s page.",
    ...(config === undefined ? {} : { config }),
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(decision?.error === undefined ? {} : { error: decision.error.code }),
    ...(decision === undefined || decision.losses.length === 0
      ? {}
      : { losses: decision.losses.map(({ kind }) => kind) }),
  };
  return {
    name: folderName(outcome, words),
    files: {
      "case.json": about,
      "1-event.json": event,
      ...(turn === undefined ? {} : { "2-turn-request.json": turn.request }),
      ...(turn?.result === undefined ? {} : { "3-turn-result.json": turn.result }),
      ...failureFile(delivery),
      "4-callback.json": posted.callback,
    },
  };
}

/** How the turn failed: as Lex said it, else by the code that the bridge gave to an answer that never came. */
function failureFile({ turns, invocations }: EmulatedDelivery): Record<string, unknown> {
  const turn = turns.at(-1);
  if (turn?.refused !== undefined) {
    return { "3-turn-failure.json": { status: turn.refused.status, name: turn.refused.name } };
  }
  const code = decisionOf(invocations)?.error?.code ?? "";
  return turn?.result === undefined && code.startsWith("LEX_") ? { "3-turn-failure.json": { code } } : {};
}

function folderName(outcome: string, words: string): string {
  const slug = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40);
  return slug === "" ? `a-message-is-${outcome}` : `${slug}-is-${outcome}`;
}

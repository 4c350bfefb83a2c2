import type { LexMessage } from "../../../../../mappers/shapes/lex-message.ts";
import { LEX_MESSAGES_MAX } from "../../../../../mappers/shapes/limits.ts";
import type { FulfillmentModel } from "../../model/model.ts";
import type { CodeHook, DialogStage } from "../../model/stage-model.ts";
import { acceptedOf } from "../accepted.ts";
import { partToAsk } from "../elicit.ts";
import { type Position, play } from "../stage.ts";
import { currentIntent, type Turn } from "../turn.ts";
import { applyAnswer, misfit } from "./apply-answer.ts";
import type { CallHook, HookOutcome, ProposedNextState } from "./hook.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { turnToHookCall } from "./hook-event.ts";

/** What a step of the dialog tells the function: its label, and where the dialog would go if it changed nothing. */
export interface HookStep {
  readonly callHook: CallHook;
  readonly label?: string | undefined;
  readonly proposed?: Position | undefined;
  /** How often the prompt that is proposed has been answered in vain. */
  readonly tries?: number;
}

/** Calls the function after a stage, and goes where its answer leads: by default to the hook's own success stage, then to `next`. */
export async function afterDialogHook(turn: Turn, step: HookStep, hook: CodeHook, next: Position): Promise<Position> {
  const outcome = await call(turn, "DialogCodeHook", step);
  if (outcome.kind !== "answered") return failed(turn, outcome, hook);
  return led(turn, outcome.answer, () => {
    const { active } = currentIntent(turn);
    return active.state === "Failed" ? play(turn, hook.failure, { at: "end" }) : play(turn, hook.success, next);
  });
}

/** Calls the function after an answer to a prompt; undefined when it leaves the dialog as it is. */
export async function afterElicitationHook(turn: Turn, step: HookStep): Promise<Position | undefined> {
  const outcome = await call(turn, "DialogCodeHook", step);
  // There is no failure response for these hooks.
  if (outcome.kind !== "answered") throw outcome.refusal;
  return led(turn, outcome.answer, (): Position | undefined =>
    currentIntent(turn).active.state === "Failed" ? { at: "end" } : undefined,
  );
}

/** Calls the function to fulfil the intent. */
export async function afterFulfillmentHook(
  turn: Turn,
  callHook: CallHook,
  model: FulfillmentModel,
  fulfilled: () => void,
): Promise<Position> {
  const { active } = currentIntent(turn);
  active.state = "ReadyForFulfillment";
  const outcome = await call(turn, "FulfillmentCodeHook", { callHook });
  if (outcome.kind !== "answered") return failed(turn, outcome, model);
  const end = (): Position => {
    const now = currentIntent(turn).active;
    if (now.state === "Failed") return play(turn, model.failure, { at: "end" });
    now.state = "Fulfilled";
    fulfilled();
    return play(turn, model.success, { at: "close" });
  };
  const { type } = outcome.answer.sessionState.dialogAction;
  if (type !== "Close") return led(turn, outcome.answer, end);
  applyAnswer(turn, outcome.answer);
  if (!say(turn, outcome.answer)) return end();
  if (currentIntent(turn).active.state !== "Failed") fulfilled();
  return { at: "end" };
}

function call(turn: Turn, invocationSource: "DialogCodeHook" | "FulfillmentCodeHook", step: HookStep) {
  const proposed = step.proposed === undefined ? undefined : proposal(turn, step.proposed, step.tries ?? 0);
  return step.callHook(turnToHookCall(turn, { invocationSource, label: step.label, proposed }), (answer) =>
    misfit(turn, answer),
  );
}

/** Only where the bot would ask for something: how Lex proposes other steps is unverified. */
function proposal(turn: Turn, { ...position }: Position, tries: number): Omit<ProposedNextState, "intent"> | undefined {
  const prompt = { attempt: tries === 0 ? "Initial" : `Retry${tries}` };
  if (position.at === "confirm") return { dialogAction: { type: "ConfirmIntent" }, prompt };
  if (position.at !== "elicit") return undefined;
  const { active, model } = currentIntent(turn);
  const slot = model.slots.find(({ name }) => name === position.slot);
  const part = slot === undefined ? undefined : partToAsk(active, slot);
  return {
    dialogAction: {
      type: "ElicitSlot",
      slotToElicit: position.slot,
      ...(part === undefined ? {} : { subSlotToElicit: { name: part.name } }),
    },
    prompt,
  };
}

/** A function that failed: the turn is refused, or the bot's own responses to that are played. */
function failed(
  turn: Turn,
  { kind, refusal }: Exclude<HookOutcome, { kind: "answered" }>,
  stages: { readonly failure: DialogStage; readonly timeout: DialogStage },
): Position {
  if (turn.choices.hookFailure === "refuse") throw refusal;
  currentIntent(turn).active.state = "Failed";
  return play(turn, kind === "failed" ? stages.failure : stages.timeout, { at: "end" });
}

/** Goes where an answer's dialog action leads; `delegated` says where Delegate does. */
function led<T>(turn: Turn, answer: HookAnswer, delegated: () => T): T | Position {
  applyAnswer(turn, answer);
  const { type, slotToElicit } = answer.sessionState.dialogAction;
  // With Delegate the messages of the function are not said: those of the bot are.
  if (type === "Delegate") return delegated();
  const quiet = say(turn, answer);
  switch (type) {
    case "ElicitSlot":
      return { at: "elicit", slot: slotToElicit ?? "", quiet, again: true };
    case "ConfirmIntent":
      return { at: "confirm", quiet, again: true };
    case "ElicitIntent":
      return { at: "elicit intent" };
    default:
      return quiet || currentIntent(turn).active.state === "Failed" ? { at: "end" } : { at: "close" };
  }
}

/** Says the function's own messages, as they are, and whether it had any. */
function say(turn: Turn, { messages }: HookAnswer): boolean {
  const own = (messages ?? []).map(
    ({ contentType, content, imageResponseCard }): LexMessage => ({
      contentType,
      ...(content ? { content } : {}),
      ...(imageResponseCard ? { imageResponseCard } : {}),
    }),
  );
  turn.messages.push(...acceptedOf(turn, own).slice(0, LEX_MESSAGES_MAX - turn.messages.length));
  return own.length > 0;
}

import { holds, type Lookup } from "./condition.ts";
import type { CodeHook, Conditional, HookedStage, NextStep, Stage } from "./model.ts";
import { say } from "./say.ts";
import { type SlotValue, slotValue } from "./slots/answer.ts";
import type { Turn } from "./turn.ts";

/** Where a dialog stands. */
export type Position =
  | {
      readonly at: "start";
      readonly intent: string;
      readonly slots?: Readonly<Record<string, SlotValue | null>>;
      readonly quiet?: boolean;
    }
  | { readonly at: "next slot" | "confirmed" | "declined" | "fulfill" | "close" | "end" | "elicit intent" }
  | { readonly at: "confirm"; readonly quiet?: boolean }
  | { readonly at: "elicit"; readonly slot: string; readonly quiet?: boolean }
  | { readonly at: "captured" | "slot failed"; readonly slot: string }
  | { readonly at: "confirmation failed" };

/**
 * Plays one stage: says its response, then goes where its condition, its function or its next step leads, else to `next`,
 * the default order (Lex V2 developer guide "Configure next steps in the conversation"; `docs/facts.md` §6). A condition that
 * is active is asked whatever the next step beside it says; that they can stand side by side otherwise is unverified.
 */
export function play(turn: Turn, stage: HookedStage, next: Position): Position {
  turn.visited?.(stage);
  say(turn, stage.response);
  const step = stage.nextStep;
  if (step !== undefined) remember(turn, step);
  const branch = stage.conditional === undefined ? undefined : branchOf(turn, stage.conditional);
  if (branch !== undefined) return play(turn, withHook(branch, stage.hook), next);
  return step === undefined ? next : follow(turn, step, stage.hook, next);
}

/** A branch can invoke the function of the setting that it stands in. */
function withHook(stage: Stage, hook: CodeHook | undefined): HookedStage {
  return hook === undefined ? stage : { ...stage, hook };
}

function follow(turn: Turn, step: NextStep, hook: CodeHook | undefined, next: Position): Position {
  const quiet = step.suppressNextMessage;
  switch (step.action) {
    case "ElicitSlot":
      return step.slotToElicit === undefined ? next : { at: "elicit", slot: step.slotToElicit, quiet };
    case "ConfirmIntent":
      return { at: "confirm", quiet };
    case "FulfillIntent":
      return { at: "fulfill" };
    case "CloseIntent":
      return { at: "close" };
    case "EndConversation":
      return { at: "end" };
    case "ElicitIntent":
      return { at: "elicit intent" };
    case "StartIntent": {
      const intent = step.intentName ?? turn.session.intent?.name;
      return intent === undefined ? next : { at: "start", intent, slots: valuesOf(step), quiet };
    }
    case "InvokeDialogCodeHook":
      // No function is there to be called: it counts as having succeeded without a change.
      return hook?.active === true ? play(turn, hook.success, next) : next;
    default:
      return next;
  }
}

function remember({ session }: Turn, step: NextStep): void {
  Object.assign(session.attributes, step.sessionAttributes);
  const active = session.intent;
  if (active === undefined || (step.intentName !== undefined && step.intentName !== active.name)) return;
  for (const [name, value] of Object.entries(valuesOf(step))) {
    if (!Object.hasOwn(active.slots, name)) continue;
    active.slots[name] = value;
    active.captured = active.captured.filter((captured) => captured !== name);
  }
}

function valuesOf({ slots }: NextStep): Record<string, SlotValue | null> {
  return Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [
      name,
      value === null ? null : slotValue(value, { interpreted: value, resolved: [value] }),
    ]),
  );
}

function branchOf(turn: Turn, { branches, otherwise }: Conditional): Stage | undefined {
  const { session, requestAttributes, text } = turn;
  const lookup: Lookup = (reference) => {
    if (reference.kind === "inputTranscript") return text;
    if (reference.kind === "requestAttribute") return requestAttributes[reference.name];
    if (reference.kind === "sessionAttribute") return session.attributes[reference.name];
    if (reference.intent !== undefined && reference.intent !== session.intent?.name) return undefined;
    const value = session.intent?.slots[reference.name];
    return value?.interpretedValue ?? value?.originalValue;
  };
  const taken = branches.find(({ condition }) => holds(condition, lookup))?.stage ?? otherwise;
  if (taken !== undefined) turn.visited?.(taken);
  return taken;
}

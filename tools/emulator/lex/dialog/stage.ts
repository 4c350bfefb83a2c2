import { holds, type ReferenceLookup } from "../model/condition.ts";
import { own } from "../model/own.ts";
import type { CodeHook, Conditional, DialogStage, HookedStage, NextStep } from "../model/stage-model.ts";
import { slotValue } from "../slots/answer.ts";
import { type FilledSlot, type Slots, slotNamed, textOf, textsOf } from "../slots/filled.ts";
import { listOf } from "../slots/list.ts";
import { exactly } from "../slots/recogniser.ts";
import { say } from "./say.ts";
import type { Turn } from "./turn.ts";

/** Where a dialog stands. */
export type Position =
  | { readonly at: "start"; readonly intent: string; readonly slots?: Slots; readonly quiet?: boolean }
  | { readonly at: "next slot" | "confirmed" | "declined" | "fulfill" | "close" | "end" | "elicit intent" }
  /** `again`: also when it is confirmed. */
  | { readonly at: "confirm"; readonly quiet?: boolean; readonly again?: boolean }
  /** `again`: also when it is filled. */
  | { readonly at: "elicit"; readonly slot: string; readonly quiet?: boolean; readonly again?: boolean }
  | { readonly at: "captured" | "slot failed"; readonly slot: string }
  | { readonly at: "confirmation failed" }
  | { readonly at: "answered"; readonly slot: string; readonly understood: boolean; readonly tries: number }
  | { readonly at: "confirmation answered"; readonly said: "yes" | "no" | "neither"; readonly tries: number }
  /** `next` is where the default order leads behind the call. */
  | { readonly at: "dialog hook"; readonly hook: CodeHook; readonly next: Position };

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
function withHook(stage: DialogStage, hook: CodeHook | undefined): HookedStage {
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
      return intent === undefined ? next : { at: "start", intent, slots: valuesOf(turn, step), quiet };
    }
    case "InvokeDialogCodeHook":
      return hook?.active === true ? { at: "dialog hook", hook, next } : next;
    default:
      return next;
  }
}

/** Values can be texts, or refer to a slot or an attribute; what refers to nothing empties its place (Lex V2 developer guide "Set values"). */
function remember(turn: Turn, step: NextStep): void {
  const { session } = turn;
  const set = Object.entries(step.sessionAttributes).map(
    ([name, value]) => [name, valueReferredTo(turn, value)] as const,
  );
  for (const [name, value] of set) {
    if (value === undefined) delete session.attributes[name];
    else session.attributes[name] = value;
  }
  const active = session.intent;
  if (active === undefined || (step.intentName !== undefined && step.intentName !== active.name)) return;
  for (const [name, value] of Object.entries(valuesOf(turn, step))) {
    if (!Object.hasOwn(active.slots, name)) continue;
    active.slots[name] = value;
    active.captured = active.captured.filter((captured) => captured !== name);
  }
}

function valueReferredTo({ session, text }: Turn, value: string): string | undefined {
  const [, slot, attribute, transcript] =
    /^(?:\{([^{}]+)\}|\[([^[\]]+)\]|(\$\.(?:inputTranscript|transcriptions\[0\]\.transcription)))$/.exec(
      value.trim(),
    ) ?? [];
  if (slot !== undefined) return textOf(slotNamed(session.intent?.slots ?? {}, slot));
  if (attribute !== undefined) return own(session.attributes, attribute);
  return transcript === undefined ? value : text;
}

function valuesOf(turn: Turn, { slots }: NextStep): Slots {
  return Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, setValue(turn, value)]));
}

function setValue(turn: Turn, value: string | readonly string[] | null): FilledSlot | null {
  if (value === null) return null;
  if (typeof value === "string") {
    const known = valueReferredTo(turn, value);
    return known === undefined || known === "" ? null : { value: slotValue(known, exactly(known)) };
  }
  return listOf(
    value.join(", "),
    value.map((one) => slotValue(one, exactly(one))),
  );
}

function branchOf(turn: Turn, { branches, otherwise }: Conditional): DialogStage | undefined {
  const { session, requestAttributes, text } = turn;
  const lookup: ReferenceLookup = (reference) => {
    if (reference.kind === "inputTranscript") return text;
    if (reference.kind === "requestAttribute") return own(requestAttributes, reference.name);
    if (reference.kind === "sessionAttribute") return own(session.attributes, reference.name);
    const { intent: qualifier, name } = reference;
    const slots = session.intent?.slots ?? {};
    // `{Order.Size}` is the slot of an intent, or a part of a composite slot.
    const isOwn = qualifier === undefined || qualifier === session.intent?.name;
    const slot = isOwn ? slotNamed(slots, name) : slotNamed(slots, `${qualifier}.${name}`);
    return textsOf(slot) ?? textOf(slot);
  };
  const taken = branches.find(({ condition }) => holds(condition, lookup))?.stage ?? otherwise;
  if (taken !== undefined) turn.visited?.(taken);
  return taken;
}

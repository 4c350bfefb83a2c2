import type { Condition } from "../model/condition.ts";
import { parseCondition } from "../model/condition-parse.ts";
import type {
  CodeHook,
  Conditional,
  DialogStage,
  ElicitationHook,
  HookedStage,
  NextStep,
} from "../model/stage-model.ts";
import type { JsonPlace } from "./json.ts";
import { readResponse } from "./response.ts";

/** How the three members of a stage are called in one setting: `captureResponse`, `captureConditional`, `captureNextStep`. */
export interface StageNames {
  readonly response: string;
  readonly conditional: string;
  readonly nextStep: string;
}

export function readStage(place: JsonPlace | undefined, names: StageNames): DialogStage {
  if (place === undefined) return {};
  const response = readResponse(place.object(names.response));
  const conditional = readConditional(place.object(names.conditional));
  const nextStep = readNextStep(place.object(names.nextStep));
  return {
    ...(response === undefined ? {} : { response }),
    ...(conditional === undefined ? {} : { conditional }),
    ...(nextStep === undefined ? {} : { nextStep }),
  };
}

/** A stage whose setting also holds a `codeHook`. */
export function readHookedStage(place: JsonPlace | undefined, names: StageNames): HookedStage {
  const hook = readHook(place?.object("codeHook"));
  return { ...readStage(place, names), ...(hook === undefined ? {} : { hook }) };
}

/** `elicitationCodeHook`, if it is enabled. */
export function readElicitationHook(place: JsonPlace | undefined): ElicitationHook | undefined {
  const hook = place?.object("elicitationCodeHook");
  if (hook?.flag("enableCodeHookInvocation") !== true) return undefined;
  hook.noteWithoutHook("No function is called here after each answer.");
  const label = hook.text("invocationLabel");
  return label === undefined ? {} : { label };
}

function readHook(place: JsonPlace | undefined): CodeHook | undefined {
  if (place === undefined) return undefined;
  const active = place.flag("isActive", "active") ?? true;
  const invokes = place.flag("enableCodeHookInvocation") ?? true;
  const label = place.text("invocationLabel");
  const after = place.object("postCodeHookSpecification");
  if (active && invokes) {
    place.noteWithoutHook(
      "The dialog code hook calls no function here: it counts as having succeeded without a change.",
    );
  }
  return {
    active,
    invokes,
    ...(label === undefined ? {} : { label }),
    success: readStage(after, POST_SUCCESS),
    failure: readStage(after, POST_FAILURE),
    timeout: readStage(after, POST_TIMEOUT),
  };
}

export const POST_SUCCESS: StageNames = {
  response: "successResponse",
  conditional: "successConditional",
  nextStep: "successNextStep",
};

export const POST_FAILURE: StageNames = {
  response: "failureResponse",
  conditional: "failureConditional",
  nextStep: "failureNextStep",
};

export const POST_TIMEOUT: StageNames = {
  response: "timeoutResponse",
  conditional: "timeoutConditional",
  nextStep: "timeoutNextStep",
};

/** API_DialogState; absent when it asks for nothing. */
function readNextStep(place: JsonPlace | undefined): NextStep | undefined {
  if (place === undefined) return undefined;
  const dialog = place.object("dialogAction");
  const action = dialog?.text("type");
  const slotToElicit = dialog?.text("slotToElicit");
  const intentName = place.object("intent")?.text("name");
  const sessionAttributes = Object.fromEntries(
    place.entries("sessionAttributes").flatMap(([name, value]) => {
      return value.asText === undefined ? [] : [[name, value.asText]];
    }),
  );
  const slots = Object.fromEntries(
    (place.object("intent")?.entries("slots") ?? []).map(([name, slot]) => [name, readValue(slot)]),
  );
  const empty = action === undefined && intentName === undefined && Object.keys(slots).length === 0;
  if (empty && Object.keys(sessionAttributes).length === 0) return undefined;
  return {
    ...(action === undefined ? {} : { action }),
    ...(slotToElicit === undefined ? {} : { slotToElicit }),
    ...(intentName === undefined ? {} : { intentName }),
    suppressNextMessage: dialog?.flag("suppressNextMessage") ?? false,
    slots,
    sessionAttributes,
  };
}

/** API_SlotValueOverride. */
function readValue(slot: JsonPlace): string | string[] | null {
  const values = slot.list("values").flatMap((one) => one.object("value")?.text("interpretedValue") ?? []);
  return values.length > 0 ? values : (slot.object("value")?.text("interpretedValue") ?? null);
}

const BRANCH: StageNames = { response: "response", conditional: "conditional", nextStep: "nextStep" };

function readConditional(place: JsonPlace | undefined): Conditional | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  const fallback = place.object("defaultBranch");
  const branches = place.list("conditionalBranches").flatMap((branch) => {
    const condition = readCondition(branch);
    return condition === undefined ? [] : [{ condition, stage: readStage(branch, BRANCH) }];
  });
  return { branches, ...(fallback === undefined ? {} : { otherwise: readStage(fallback, BRANCH) }) };
}

function readCondition(branch: JsonPlace): Condition | undefined {
  const place = branch.object("condition");
  try {
    return parseCondition(place?.text("expressionString") ?? "");
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    (place ?? branch).note(`The condition can't be read (${why}), so its branch is never taken.`);
    return undefined;
  }
}

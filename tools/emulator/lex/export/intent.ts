import type { ConfirmationModel, FulfillmentModel, IntentModel, SlotModel } from "../model/model.ts";
import type { DialogStage, HookedStage } from "../model/stage-model.ts";
import type { JsonPlace } from "./json.ts";
import { readPrompt } from "./response.ts";
import { POST_FAILURE, POST_SUCCESS, POST_TIMEOUT, readElicitationHook, readHookedStage, readStage } from "./stage.ts";

/** `Intents/<I>/Intent.json` with the slots of its folder. `name` is the folder's, for a file that has none. */
export function readIntent(place: JsonPlace, name: string, slots: readonly SlotModel[]): IntentModel {
  const parent = place.text("parentIntentSignature");
  const elsewhere = answersElsewhere(place, parent);
  const hook = place.object("dialogCodeHook");
  const confirmation = readConfirmation(place.object("intentConfirmationSetting"));
  const fulfillment = readFulfillment(place.object("fulfillmentCodeHook"));
  const closing = readClosing(place.object("intentClosingSetting"));
  const intent: IntentModel = {
    name: place.text("name", "intentName") ?? name,
    ...(parent === undefined ? {} : { parent }),
    ...(elsewhere ? { elsewhere } : {}),
    ...(hook?.flag("enabled") === false ? { hooksOff: true } : {}),
    utterances: place.list("sampleUtterances").flatMap((sample) => sample.asText ?? sample.text("utterance") ?? []),
    slots: byPriority(place, slots),
    inputContexts: place.list("inputContexts").flatMap((context) => context.text("name") ?? []),
    outputContexts: place.list("outputContexts").flatMap(readOutputContext),
    initial: readInitial(place.object("initialResponseSetting")),
    ...(confirmation === undefined ? {} : { confirmation }),
    ...(fulfillment === undefined ? {} : { fulfillment }),
    ...(closing === undefined ? {} : { closing }),
  };
  if (hook?.flag("enabled") !== true || place.at("initialResponseSetting") !== undefined) return intent;
  hook.noteWithoutHook("No function is called here on each turn.");
  return calledOnEachTurn(intent);
}

/** Older exports have one switch, `dialogCodeHook`, and their function is called for the first words and after every answer. */
function calledOnEachTurn(intent: IntentModel): IntentModel {
  const { confirmation } = intent;
  return {
    ...intent,
    initial: {
      nextStep: { action: "InvokeDialogCodeHook", suppressNextMessage: false, slots: {}, sessionAttributes: {} },
      hook: { active: true, invokes: true, success: {}, failure: {}, timeout: {} },
    },
    slots: intent.slots.map((slot) => ({ ...slot, elicitationHook: slot.elicitationHook ?? {} })),
    ...(confirmation === undefined ? {} : { confirmation: { ...confirmation, elicitationHook: {} } }),
  };
}

/** What answers in place of the bot, by the member that configures it and by the built-in intent that uses it. */
const ELSEWHERE: readonly (readonly [member: string, signature: string])[] = [
  ["kendraConfiguration", "AMAZON.KendraSearchIntent"],
  ["qnAIntentConfiguration", "AMAZON.QnAIntent"],
  ["qInConnectIntentConfiguration", "AMAZON.QInConnectIntent"],
  ["bedrockAgentIntentConfiguration", "AMAZON.BedrockAgentIntent"],
];

function answersElsewhere(place: JsonPlace, parent: string | undefined): true | undefined {
  for (const [member, signature] of ELSEWHERE) {
    const configured = place.at(member);
    if (configured === undefined && parent !== signature) continue;
    (configured ?? place).note(`${signature} is not run: the intent is never recognised here.`);
    return true;
  }
  return undefined;
}

function readOutputContext(place: JsonPlace): IntentModel["outputContexts"] {
  const name = place.text("name");
  if (name === undefined) return [];
  const timeToLiveInSeconds = place.number("timeToLiveInSeconds") ?? 90;
  return [{ name, timeToLiveInSeconds, turnsToLive: place.number("turnsToLive") ?? 5 }];
}

/** Slots that no priority names come last, in the order of their names. */
function byPriority(place: JsonPlace, slots: readonly SlotModel[]): SlotModel[] {
  const priorities = new Map<string, number>();
  for (const entry of place.list("slotPriorities")) {
    const slot = entry.text("slotName", "slotId");
    if (slot === undefined) continue;
    priorities.set(slot, entry.number("priority") ?? 0);
    if (!slots.some(({ name }) => name === slot)) entry.note(`There is no slot ${slot} in the export.`);
  }
  const rank = (slot: SlotModel): number => priorities.get(slot.name) ?? Number.MAX_SAFE_INTEGER;
  return [...slots].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function readInitial(place: JsonPlace | undefined): HookedStage {
  return readHookedStage(place, { response: "initialResponse", conditional: "conditional", nextStep: "nextStep" });
}

function readConfirmation(place: JsonPlace | undefined): ConfirmationModel | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  const elicitationHook = readElicitationHook(place);
  return {
    prompt: readPrompt(place.object("promptSpecification", "confirmationPrompt")),
    ...(elicitationHook === undefined ? {} : { elicitationHook }),
    confirmed: readHookedStage(place, {
      response: "confirmationResponse",
      conditional: "confirmationConditional",
      nextStep: "confirmationNextStep",
    }),
    declined: readHookedStage(place, {
      response: "declinationResponse",
      conditional: "declinationConditional",
      nextStep: "declinationNextStep",
    }),
    failed: readHookedStage(place, POST_FAILURE),
  };
}

function readFulfillment(place: JsonPlace | undefined): FulfillmentModel | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  const callsFunction = place.flag("enabled") ?? false;
  const after = place.object("postFulfillmentStatusSpecification");
  // Switched off, and with nothing to say afterwards: as if it weren't there.
  const isSaid = place.flag("isActive", "active") !== undefined || after !== undefined;
  if (!isSaid && place.flag("enabled") === false) return undefined;
  if (callsFunction) place.noteWithoutHook("Fulfilment calls a function, and there is none here: it counts as failed.");
  place.at("fulfillmentUpdatesSpecification")?.note("Updates while fulfilment runs are not played.");
  return {
    callsFunction,
    success: readStage(after, POST_SUCCESS),
    failure: readStage(after, POST_FAILURE),
    timeout: readStage(after, POST_TIMEOUT),
  };
}

function readClosing(place: JsonPlace | undefined): DialogStage | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  return readStage(place, { response: "closingResponse", conditional: "conditional", nextStep: "nextStep" });
}

import type { Place } from "./export-json.ts";
import { readPrompt } from "./export-response.ts";
import { noteElicitationHook, POST_FAILURE, POST_SUCCESS, readHookedStage, readStage } from "./export-stage.ts";
import type { ConfirmationModel, FulfillmentModel, HookedStage, IntentModel, SlotModel, Stage } from "./model.ts";

/** `Intents/<I>/Intent.json` with the slots of its folder. `name` is the folder's, for a file that has none. */
export function readIntent(place: Place, name: string, slots: readonly SlotModel[]): IntentModel {
  for (const member of UNPLAYED) place.at(member)?.note("This is not played.");
  for (const context of [...place.list("inputContexts"), ...place.list("outputContexts")]) {
    context.note("Contexts are not kept: the intent can always be recognised.");
  }
  const setting = place.object("initialResponseSetting");
  // Older exports have this switch alone, and their function is called on every turn.
  const hook = place.object("dialogCodeHook");
  if (setting === undefined && hook?.flag("enabled") === true) hook.note("No function is called here on each turn.");
  const parent = place.text("parentIntentSignature");
  const confirmation = readConfirmation(place.object("intentConfirmationSetting"));
  const fulfillment = readFulfillment(place.object("fulfillmentCodeHook"));
  const closing = readClosing(place.object("intentClosingSetting"));
  return {
    name: place.text("name", "intentName") ?? name,
    ...(parent === undefined ? {} : { parent }),
    utterances: place.list("sampleUtterances").flatMap((sample) => sample.text("utterance") ?? []),
    slots: byPriority(place, slots),
    initial: readInitial(setting),
    ...(confirmation === undefined ? {} : { confirmation }),
    ...(fulfillment === undefined ? {} : { fulfillment }),
    ...(closing === undefined ? {} : { closing }),
  };
}

const UNPLAYED = ["kendraConfiguration", "qnAIntentConfiguration", "qInConnectIntentConfiguration"];

/** Slots that no priority names come last, in the order of their names. */
function byPriority(place: Place, slots: readonly SlotModel[]): SlotModel[] {
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

function readInitial(place: Place | undefined): HookedStage {
  return readHookedStage(place, { response: "initialResponse", conditional: "conditional", nextStep: "nextStep" });
}

function readConfirmation(place: Place | undefined): ConfirmationModel | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  noteElicitationHook(place);
  return {
    prompt: readPrompt(place.object("promptSpecification")),
    confirmed: readHookedStage(place, {
      response: "confirmationResponse",
      conditional: "confirmationConditional",
      nextStep: "confirmationNextStep",
    }),
    declined: readStage(place, {
      response: "declinationResponse",
      conditional: "declinationConditional",
      nextStep: "declinationNextStep",
    }),
    failed: readStage(place, POST_FAILURE),
  };
}

function readFulfillment(place: Place | undefined): FulfillmentModel | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  const callsFunction = place.flag("enabled") ?? false;
  const after = place.object("postFulfillmentStatusSpecification");
  if (callsFunction) place.note("Fulfilment calls a function, and there is none here: it counts as failed.");
  place.at("fulfillmentUpdatesSpecification")?.note("Updates while fulfilment runs are not played.");
  return { callsFunction, success: readStage(after, POST_SUCCESS), failure: readStage(after, POST_FAILURE) };
}

function readClosing(place: Place | undefined): Stage | undefined {
  if (place === undefined || place.flag("isActive", "active") === false) return undefined;
  return readStage(place, { response: "closingResponse", conditional: "conditional", nextStep: "nextStep" });
}

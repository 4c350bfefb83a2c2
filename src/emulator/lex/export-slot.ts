import type { Place } from "./export-json.ts";
import { readPrompt } from "./export-response.ts";
import { noteElicitationHook, readHookedStage, readStage } from "./export-stage.ts";
import type { SlotModel, SlotTypeModel } from "./model.ts";

/** `Slots/<S>/Slot.json`. `name` is the folder's, for a file that has none. */
export function readSlot(place: Place, name: string): SlotModel {
  const setting = place.object("valueElicitationSetting");
  const capture = setting?.object("slotCaptureSetting");
  if (place.object("multipleValuesSetting")?.flag("allowMultipleValues") === true) {
    place.note("The slot takes several values; here it takes one.");
  }
  if (place.at("subSlotSetting") !== undefined)
    place.note("Sub-slots are not asked for; the slot takes the user's words.");
  setting?.at("waitAndContinueSpecification")?.note("Waiting and continuing is not played.");
  noteElicitationHook(capture);
  const defaults = setting?.object("defaultValueSpecification")?.list("defaultValueList") ?? [];
  return {
    name: place.text("name", "slotName") ?? name,
    typeName: place.text("slotTypeName", "slotTypeId") ?? "AMAZON.FreeFormInput",
    required: setting?.text("slotConstraint")?.toLowerCase() !== "optional",
    prompt: readPrompt(setting?.object("promptSpecification")),
    utterances: (setting?.list("sampleUtterances") ?? []).flatMap((sample) => sample.text("utterance") ?? []),
    defaultValues: defaults.flatMap((entry) => entry.text("defaultValue") ?? []),
    captured: readHookedStage(capture, {
      response: "captureResponse",
      conditional: "captureConditional",
      nextStep: "captureNextStep",
    }),
    failed: readStage(capture, {
      response: "failureResponse",
      conditional: "failureConditional",
      nextStep: "failureNextStep",
    }),
  };
}

/** `SlotTypes/<T>/SlotType.json`. */
export function readSlotType(place: Place, name: string): SlotTypeModel {
  const selection = place.object("valueSelectionSetting");
  const parent = place.text("parentSlotTypeSignature");
  const regexFilter = readFilter(selection);
  const strategy = selection?.text("resolutionStrategy", "slotValueSelectionStrategy") ?? "ORIGINAL_VALUE";
  for (const kind of ["externalSourceSetting", "compositeSlotTypeSetting"]) {
    place.at(kind)?.note("Slot types of this kind take the user's words as they are.");
  }
  return {
    name: place.text("name", "slotTypeName") ?? name,
    ...(parent === undefined ? {} : { parent }),
    ...(regexFilter === undefined ? {} : { regexFilter }),
    // The export writes TOP_RESOLUTION, the API TopResolution.
    resolution: /^top/i.test(strategy) ? "TOP_RESOLUTION" : "ORIGINAL_VALUE",
    values: place.list("slotTypeValues").map((entry) => ({
      value: entry.object("sampleValue")?.text("value") ?? "",
      synonyms: entry.list("synonyms").flatMap((synonym) => synonym.text("value") ?? []),
    })),
  };
}

function readFilter(selection: Place | undefined): string | undefined {
  const filter = selection?.object("regexFilter");
  const pattern = filter?.text("pattern");
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern);
    return pattern;
  } catch {
    filter?.note("The pattern is no regular expression of JavaScript, so it is not applied.");
    return undefined;
  }
}

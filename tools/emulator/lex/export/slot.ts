import type { Askable, CompositeModel, PartExpression, SlotModel } from "../model/model.ts";
import { parsePartExpression } from "./expression.ts";
import type { JsonPlace } from "./json.ts";
import { readPrompt } from "./response.ts";
import { readElicitationHook, readHookedStage } from "./stage.ts";

/** Resolves the name or identifier of a slot type to its name, and notes what is not known. */
type TypeName = (nameOrId: string) => string;

/**
 * `Slots/<S>/Slot.json`. `name` is the folder's, for a file that has none. Beside what the service writes, the spellings of
 * the developer guide's page on the format are read (`slotValueElicitationSetting`, `defaultValueSpec`, `allowMutlipleValues`, …).
 */
export function readSlot(place: JsonPlace, name: string, typeName: TypeName): SlotModel {
  const setting = place.object("valueElicitationSetting", "slotValueElicitationSetting");
  const capture = setting?.object("slotCaptureSetting");
  const slotName = place.text("name", "slotName") ?? name;
  const composite = readComposite(place.object("subSlotSetting"), typeName);
  const constraint = setting?.text("slotConstraint") ?? place.text("slotConstraint");
  const elicitationHook = readElicitationHook(capture);
  return {
    ...readAskable(place, slotName, setting),
    // The type of a composite slot only lists its parts, which the slot's own setting does too.
    typeName: composite === undefined ? typeName(readTypeName(place)) : readTypeName(place),
    required: constraint?.toLowerCase() !== "optional",
    multiple: place.object("multipleValuesSetting")?.flag("allowMultipleValues", "allowMutlipleValues") === true,
    ...(composite === undefined ? {} : { composite }),
    ...(elicitationHook === undefined ? {} : { elicitationHook }),
    captured: readHookedStage(capture, {
      response: "captureResponse",
      conditional: "captureConditional",
      nextStep: "captureNextStep",
    }),
    failed: readHookedStage(capture, {
      response: "failureResponse",
      conditional: "failureConditional",
      nextStep: "failureNextStep",
    }),
  };
}

function readTypeName(place: JsonPlace): string {
  return place.text("slotTypeName", "slotTypeId") ?? "AMAZON.FreeFormInput";
}

function readAskable(place: JsonPlace, name: string, setting: JsonPlace | undefined): Askable {
  setting?.at("waitAndContinueSpecification")?.note("Waiting and continuing is not played.");
  // Lex V2 API reference "SlotResolutionSetting".
  const resolution = setting?.object("slotResolutionSetting");
  if (resolution?.text("slotResolutionStrategy") === "EnhancedFallback") {
    resolution.note("Assisted slot resolution is not run: what a slot's type doesn't recognise is asked again.");
  }
  const specification = setting?.object("defaultValueSpecification") ?? place.object("defaultValueSpec");
  const samples = setting?.list("sampleUtterances", "sampleValueElicitingUtterances") ?? [];
  return {
    name,
    typeName: readTypeName(place),
    prompt: readPrompt(setting?.object("promptSpecification")),
    utterances: samples.flatMap((sample) => sample.asText ?? sample.text("utterance") ?? []),
    defaultValues: (specification?.list("defaultValueList") ?? []).flatMap((entry) => entry.text("defaultValue") ?? []),
  };
}

/** Parts that no expression names are asked for too; without an expression all are. */
function readComposite(place: JsonPlace | undefined, typeName: TypeName): CompositeModel | undefined {
  const parts = (place?.entries("slotSpecifications") ?? []).map(([name, part]): Askable => {
    const setting = part.object("valueElicitationSetting", "slotValueElicitationSetting");
    return { ...readAskable(part, name, setting), typeName: typeName(readTypeName(part)) };
  });
  if (place === undefined || parts.length === 0) return undefined;
  const all: PartExpression = { kind: "all", of: parts.map(({ name }) => ({ kind: "part", name })) };
  const expression = place.text("expression");
  const needs = expression === undefined || expression.trim() === "" ? all : parsePartExpression(expression);
  if (needs === undefined || !namesIn(needs).every((name) => parts.some((part) => part.name === name))) {
    place.note("The expression can't be read, so all parts are asked for.");
    return { parts, needs: all };
  }
  return { parts, needs };
}

function namesIn(expression: PartExpression): string[] {
  return expression.kind === "part" ? [expression.name] : expression.of.flatMap(namesIn);
}

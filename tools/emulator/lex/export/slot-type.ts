import type { SlotTypeModel } from "../model/model.ts";
import type { JsonPlace } from "./json.ts";

/** `SlotTypes/<T>/SlotType.json`, with the identifier by which composite slots name it. */
export function readSlotType(place: JsonPlace, name: string): { id: string | undefined; type: SlotTypeModel } {
  const selection = place.object("valueSelectionSetting");
  const parent = place.text("parentSlotTypeSignature");
  const regexFilter = readFilter(selection);
  const strategy = selection?.text("resolutionStrategy", "slotValueSelectionStrategy") ?? "ORIGINAL_VALUE";
  place
    .at("externalSourceSetting")
    ?.note("Grammars are not read: slots of this type take the user's words as they are.");
  const values = place.list("slotTypeValues").map((entry) => ({
    value: entry.object("sampleValue")?.text("value") ?? "",
    synonyms: entry.list("synonyms").flatMap((synonym) => synonym.asText ?? synonym.text("value") ?? []),
  }));
  const composite = place.at("compositeSlotTypeSetting") !== undefined;
  if (parent !== undefined && values.length > 0 && !composite) {
    place.note(`The values extend ${parent}: here they stand alone.`);
  }
  return {
    id: place.text("identifier", "slotTypeId"),
    type: {
      name: place.text("name", "slotTypeName") ?? name,
      ...(parent === undefined ? {} : { parent }),
      ...(regexFilter === undefined ? {} : { regexFilter }),
      // The export writes TOP_RESOLUTION, the API TopResolution.
      resolution: /^top/i.test(strategy) ? "TOP_RESOLUTION" : "ORIGINAL_VALUE",
      values: values.filter(({ value }) => value !== ""),
    },
  };
}

function readFilter(selection: JsonPlace | undefined): string | undefined {
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

import type { SlotTypeModel } from "../model.ts";
import { builtIn } from "./built-in.ts";
import { custom } from "./custom.ts";
import { alphaNumeric } from "./patterns.ts";
import type { Recogniser } from "./recogniser.ts";

/** Finds the recogniser of a slot type by its name. */
export type Recognisers = (typeName: string) => Recogniser;

/** The recognisers of one locale: its own slot types, and the built-in ones. */
export function recognisersOf(slotTypes: readonly SlotTypeModel[]): Recognisers {
  const own = new Map(slotTypes.map((type) => [type.name, recogniserOf(type)]));
  return (typeName) => own.get(typeName) ?? builtIn(typeName);
}

/** A type without values that extends a built-in one is that one, with its own filter. */
function recogniserOf(type: SlotTypeModel): Recogniser {
  if (type.parent === undefined || type.values.length > 0) return custom(type);
  return /alphanumeric$/i.test(type.parent) ? alphaNumeric(type.regexFilter) : builtIn(type.parent);
}

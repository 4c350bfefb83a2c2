import type { LocaleModel, SlotTypeModel } from "../model/model.ts";
import { builtIn } from "./built-in.ts";
import { compositeRecogniser } from "./composite.ts";
import { custom } from "./custom.ts";
import { alphaNumeric } from "./patterns.ts";
import type { Recogniser, Recognisers } from "./recogniser.ts";

/** The recognisers of one locale: its own slot types, its composite slots, and the built-in types. */
export function recognisersOf(locale: Pick<LocaleModel, "slotTypes"> & Partial<LocaleModel>): Recognisers {
  const { id = "en_US" } = locale;
  const own = new Map(locale.slotTypes.map((type) => [type.name, recogniserOf(type, id)]));
  const recognisers: Recognisers = (typeName) => own.get(typeName) ?? builtIn(typeName, id);
  for (const { composite, typeName } of (locale.intents ?? []).flatMap(({ slots }) => slots)) {
    if (composite !== undefined) own.set(typeName, compositeRecogniser(composite, recognisers));
  }
  return recognisers;
}

/** A type without values that extends a built-in one is that one, with its own filter. */
function recogniserOf(type: SlotTypeModel, localeId: string): Recogniser {
  if (type.parent === undefined || type.values.length > 0) return custom(type);
  return /alphanumeric$/i.test(type.parent) ? alphaNumeric(type.regexFilter) : builtIn(type.parent, localeId);
}

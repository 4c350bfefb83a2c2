import { own } from "../../model/own.ts";
import { normalise } from "../../words/tokens.ts";
import { numberIn } from "../number.ts";
import { exactly, type Meaning, type Recogniser } from "../recogniser.ts";

/** The ranges that AMAZON.Time resolves to (built-in-slot-time). */
const RANGES: Readonly<Record<string, string>> = { morning: "MO", afternoon: "AF", evening: "EV", night: "NI" };
const NAMED: Readonly<Record<string, string>> = { noon: "12:00", midday: "12:00", midnight: "00:00" };

/**
 * AMAZON.Time as `HH:MM` (built-in-slot-time). A time that may be before or after noon has no interpreted value, but both
 * resolved ones, as there.
 */
export const TIME: Recogniser = {
  loose: false,
  words: 4,
  recognise: (text, { now, part }) => {
    const phrase = text
      .toLowerCase()
      .replace(/\b([ap])\.?\s?m\b\.?/g, "$1m")
      .trim();
    const bare = phrase.replace(/^(?:at|in|the|around|about)\s+|^(?:in the|this)\s+/g, "").replace(/[.!?]$/, "");
    const range = own(RANGES, normalise(bare));
    if (range !== undefined) return exactly(range);
    const named = own(NAMED, normalise(bare));
    if (named !== undefined) return exactly(named);
    if (bare === "now") return exactly(new Date(now).toISOString().slice(11, 16));
    return clock(bare, part && bare === phrase);
  },
};

function clock(text: string, part: boolean): Meaning | undefined {
  const match =
    /^(?<hour>[a-z]+|\d{1,2})(?:[:.h](?<minute>\d{2}))?\s*(?<half>am|pm|o'?clock|oclock)?(?:\s*(?:in the |at )?(?<range>morning|afternoon|evening|night))?$/.exec(
      text,
    )?.groups;
  const hour = match === undefined ? undefined : numberIn(match["hour"] ?? "");
  if (match === undefined || hour === undefined || !Number.isInteger(hour)) return undefined;
  const minute = Number(match["minute"] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  const bare = match["minute"] === undefined && match["half"] === undefined && match["range"] === undefined;
  // Inside a longer text a bare figure is more likely an amount.
  if (bare && part) return undefined;
  const afternoon = match["half"] === "pm" || (match["range"] !== undefined && match["range"] !== "morning");
  if (match["half"] === "am" || match["range"] === "morning")
    return hour > 12 ? undefined : exactly(format(hour % 12, minute));
  if (afternoon) return exactly(format(hour < 12 ? hour + 12 : hour, minute));
  if (hour > 12 || hour === 0) return exactly(format(hour, minute));
  return { interpreted: null, resolved: [format(hour % 12, minute), format((hour % 12) + 12, minute)] };
}

function format(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

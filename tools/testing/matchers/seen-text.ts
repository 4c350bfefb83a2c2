import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { lossInWords } from "../compare-case.ts";
import { differenceToText, plural, shown } from "../diff/difference.ts";
import { inWords } from "../diff/messages.ts";
import type { Seen } from "./seen.ts";

/** What was there, for the message of a matcher that failed. */
export function seenToText(seen: Seen): string {
  const { messages, intent, losses = [], overLimits } = seen;
  const lines = [
    endingToText(seen),
    ...(messages ?? []).map((message, at) => `  ${at + 1} ${messageToText(message)}`),
    ...(intent.name === undefined ? [] : [`intent ${intent.name} ${intent.state ?? "(no state)"}`]),
    ...losses.map((loss) => `lost: ${loss.kind} ${lossInWords(loss)}`),
    ...overLimits.map((over) => differenceToText(over)),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

function endingToText({ ending, messages, errorNumber, errorCode, reason }: Seen): string {
  const code = errorCode ? ` (${errorCode})` : "";
  switch (ending) {
    case "replied":
      return messages ? `a reply of ${plural(messages.length, "message")}` : "a reply, whose words it doesn't hold";
    case "errored":
      return `an error reply, code ${errorNumber ?? "unknown"}${code}`;
    case "released": {
      const why = reason?.step ? `: ${reason.step}${reason.because ? `, ${reason.because}` : ""}` : "";
      return `the message as it came, released${why}${code}`;
    }
    case "denied":
      return `the message was dropped${code}`;
    case "silent":
      return "a message that is no reply";
    default:
      return `${ending}${code}`;
  }
}

/** A message in full, as far as a line holds it: here a subtitle matters too. */
function messageToText(message: LexMessage): string {
  const subtitle = message.imageResponseCard?.subtitle;
  return `${inWords(message)}${subtitle ? `, subtitle ${shown(subtitle)}` : ""}`;
}

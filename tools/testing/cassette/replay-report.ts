import { differenceToText, type Paint, PLAIN } from "../diff/difference.ts";
import type { CassetteReplay } from "./replay-cassette.ts";

/** What a replay that failed came to, message by message: for a terminal, or a test's failure. */
export function replayToText({ deliveries }: CassetteReplay, paint: Paint = PLAIN): string {
  return deliveries
    .flatMap(({ delivery, differences, error }, at) => {
      const text = delivery.turns[0] ? ` ${JSON.stringify(delivery.turns[0].request.text)}` : "";
      const told = [
        ...differences.map((one) => `    ${differenceToText(one, paint)}\n`),
        ...(error ? [`    ${error.message}\n`] : []),
      ];
      return told.length > 0 ? [`  message ${at + 1}${text}\n`, ...told] : [];
    })
    .join("");
}

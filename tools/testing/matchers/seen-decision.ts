import { isRecord } from "../../../mappers/shapes/json-values.ts";
import { ATTRIBUTES_MAX_BYTES, CONTENT_MAX_BYTES, METADATA_MAX_BYTES } from "../../../mappers/shapes/limits.ts";
import { ERRORS } from "../../../src/errors/bridge-error.ts";
import type { Decision } from "../../../src/read/decision.ts";
import { type Difference, numberToText } from "../diff/difference.ts";
import type { Seen } from "./seen.ts";

/** Whether a value is the record of a delivery: what `bridge.handle` and the handler resolve to. */
export function isDecision(value: unknown): value is Decision {
  return isRecord(value) && "outcome" in value && "callbackId" in value && Array.isArray(value["trace"]);
}

/** A decision record as a matcher sees it. It holds the bot's words only under `logContent`. */
export function decisionToSeen(decision: Decision): Seen {
  const { outcome, content, error, intent, losses, verdict, trace } = decision;
  const step = verdict && verdict.kind !== "turn" ? verdict.reason : undefined;
  const isError = outcome === "errored" && error !== undefined;
  return {
    what: "the decision record",
    ending: outcome,
    messages: outcome === "replied" ? content?.messages : [],
    ...(isError ? { errorNumber: ERRORS[error.code].wire } : {}),
    ...(error ? { errorCode: error.code } : {}),
    intent: {
      ...(intent?.name === undefined ? {} : { name: intent.name }),
      ...(intent?.state === undefined ? {} : { state: intent.state }),
    },
    reason: { step, because: trace.find((one) => one.step === step)?.because },
    losses,
    overLimits: sizesOver(decision.sizes),
  };
}

function sizesOver({ content, metadata, attributes }: Decision["sizes"]): Difference[] {
  const sizes: [what: string, bytes: number | undefined, limit: number][] = [
    ["Content", content, CONTENT_MAX_BYTES],
    ["Metadata", metadata, METADATA_MAX_BYTES],
    ["attributes", attributes, ATTRIBUTES_MAX_BYTES],
  ];
  return sizes.flatMap(([what, bytes = 0, limit]) =>
    bytes > limit
      ? [
          {
            path: "sizes",
            what,
            expected: limit,
            actual: bytes,
            how: `${numberToText(bytes)} bytes, limit ${numberToText(limit)}`,
          },
        ]
      : [],
  );
}

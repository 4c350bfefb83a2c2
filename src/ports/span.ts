import type { Ports } from "./ports.ts";

/** The stages of a delivery that take time or decide. */
export type Stage = "gate" | "claim" | "turn" | "post";

/** Runs a stage as a span, with a rejection as the span's error, and passes on what the stage returns or throws. */
export type Span = <Value>(stage: Stage, run: () => Promise<Value>) => Promise<Value>;

/** The parts of OpenTelemetry's `Tracer` and `Span` that are used, so that its package is neither loaded nor needed for types. */
export interface SpanTracer {
  startActiveSpan<Value>(
    name: string,
    run: (span: { setStatus(status: { code: number; message?: string }): unknown; end(): void }) => Value,
  ): Value;
}

/** OpenTelemetry's `SpanStatusCode.ERROR`. */
const STATUS_ERROR = 2;

/**
 * Spans by an OpenTelemetry tracer: `chime-lex-bridge gate`, `… claim`, `… turn`, `… post`, one an attempt, below the span that
 * is active. A failed one carries only the error's code: error messages of other code might hold text.
 */
export function tracerToSpan(tracer: SpanTracer): Span {
  return (stage, run) =>
    tracer.startActiveSpan(`chime-lex-bridge ${stage}`, async (span) => {
      try {
        return await run();
      } catch (caught) {
        const { code } = caught as { code?: unknown };
        span.setStatus({ code: STATUS_ERROR, ...(typeof code === "string" ? { message: code } : {}) });
        throw caught;
      } finally {
        span.end();
      }
    });
}

/** The ports with a span around each call that belongs to a stage. */
export function tracedPorts<Given extends Ports>(ports: Given, span: Span | undefined): Given {
  if (!span) return ports;
  const { claims, pauses } = ports;
  return {
    ...ports,
    recognizeText: (...args) => span("turn", () => ports.recognizeText(...args)),
    putSession: (...args) => span("turn", () => ports.putSession(...args)),
    channelFlowCallback: (...args) => span("post", () => ports.channelFlowCallback(...args)),
    sendChannelMessage: (...args) => span("post", () => ports.sendChannelMessage(...args)),
    updateChannelMessage: (...args) => span("post", () => ports.updateChannelMessage(...args)),
    claims: {
      isDurable: claims.isDurable,
      read: (...args) => span("claim", () => claims.read(...args)),
      write: (...args) => span("claim", () => claims.write(...args)),
    },
    ...(pauses
      ? {
          pauses: {
            isDurable: pauses.isDurable,
            read: (...args) => span("claim", () => pauses.read(...args)),
            write: (...args) => span("claim", () => pauses.write(...args)),
          },
        }
      : {}),
  };
}

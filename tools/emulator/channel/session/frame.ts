/**
 * One event of a messaging session: `type` and `kind` travel as the headers `x-amz-chime-event-type` and
 * `x-amz-chime-message-type`, the payload as JSON in a string ("Using WebSockets to receive messages" of the developer guide;
 * `docs/facts.md` §9).
 */
export interface Frame {
  readonly type: string;
  readonly kind: "STANDARD" | "CONTROL" | "SYSTEM";
  readonly payload?: Readonly<Record<string, unknown>>;
}

export const SESSION_ESTABLISHED: Frame = { type: "SESSION_ESTABLISHED", kind: "SYSTEM" };

/** A frame as it goes over the wire. That SESSION_ESTABLISHED has no payload was seen of the client alone. */
export function frameToText({ type, kind, payload }: Frame): string {
  return JSON.stringify({
    Headers: { "x-amz-chime-event-type": type, "x-amz-chime-message-type": kind },
    Payload: payload && JSON.stringify(payload),
  });
}

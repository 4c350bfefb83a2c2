import type { EmulatedMessage } from "../channel/message.ts";
import type { Change, Changes } from "../channel/state/changes.ts";
import type { EmulatedDelivery } from "../delivery.ts";
import type { ActiveFault, KnownFault } from "../known-fault.ts";
import type { KnownOption } from "../processor-options.ts";
import type { Info } from "./info.ts";

/** Everything there is to see, and how to hear of what changes. */
export interface Observable {
  messages(): EmulatedMessage[];
  deliveries(): EmulatedDelivery[];
  info(): Info;
  /** The faults that can be asked for, and those in force. */
  faults(): { readonly known: readonly KnownFault[]; readonly active: readonly ActiveFault[] };
  /** The processor's options, where it has any that can be changed here. */
  options(): { readonly known: readonly KnownOption[]; readonly values: Readonly<Record<string, string>> } | undefined;
  readonly on: Changes["on"];
}

const KEEP_ALIVE_MS = 15_000;

/**
 * How many events may wait for a reader. One that falls further behind is cut off: an EventSource connects anew by itself
 * and begins with a snapshot, and the emulator's memory stays flat.
 */
const BACKLOG_MAX = 1_000;

/**
 * Server-sent events: `snapshot` (everything, first and after a reset), then at every change, whole: `message`, `delivery`, `info`,
 * `faults`, `options`, `clock`, and `removed` with the ids of a message that was deleted; a comment every 15 s keeps the connection alive.
 */
export function eventStream(observable: Observable): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) > 0) return;
          stop();
          controller.close();
        };
        const snapshot = () =>
          write(event("snapshot", { messages: observable.messages(), deliveries: observable.deliveries() }));
        const unsubscribe = observable.on((change) =>
          change.kind === "reset" ? snapshot() : write(changed(change, observable)),
        );
        const timer = setInterval(() => write(": still here\n\n"), KEEP_ALIVE_MS);
        timer.unref();
        stop = () => {
          unsubscribe();
          clearInterval(timer);
        };
        snapshot();
      },
      cancel: () => stop(),
    },
    { highWaterMark: BACKLOG_MAX },
  );
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

function changed(change: Exclude<Change, { kind: "reset" }>, observable: Observable): string {
  switch (change.kind) {
    case "message":
      return event("message", change.message);
    case "delivery":
      return event("delivery", change.delivery);
    case "removed":
      return event("removed", { MessageId: change.message.MessageId, ChannelArn: change.message.ChannelArn });
    case "info":
    case "channel":
      return event("info", observable.info());
    case "faults":
      return event("faults", observable.faults());
    case "options":
      return event("options", observable.options() ?? null);
    case "clock":
      return event("clock", { now: change.now });
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

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
 * How many bytes of events may wait for a reader. One that falls further behind is cut off: an EventSource connects anew by itself
 * and begins with a snapshot, and the emulator's memory stays flat.
 */
const BACKLOG_MAX_BYTES = 1024 * 1024;
/** Ours, to bound memory. */
const READERS_MAX = 32;
let readers = 0;

/**
 * Server-sent events: `snapshot` (everything, first and after a reset), then at every change, whole: `message`, `delivery`, `info`,
 * `faults`, `options`, `clock`, and `removed` with the ids of a message that was deleted; a comment every 15 s keeps the connection
 * alive. A snapshot is made piece by piece, as it is read. Undefined where too many read already.
 */
export function eventStream(observable: Observable): Response | undefined {
  if (readers >= READERS_MAX) return undefined;
  readers += 1;
  const encoder = new TextEncoder();
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let snapshot: Iterator<string> | undefined = snapshotPieces(observable);
  let wake = () => {};
  let isOver = false;

  function write(text: string): void {
    if (isOver) return;
    const event = encoder.encode(text);
    bytes += event.length;
    // One event is let through, whatever its length: a reader would never get past it.
    if (bytes > BACKLOG_MAX_BYTES && waiting.length > 0) stop();
    else waiting.push(event);
    wake();
  }

  function stop(): void {
    if (isOver) return;
    isOver = true;
    readers -= 1;
    unsubscribe();
    clearInterval(timer);
    [waiting, bytes, snapshot] = [[], 0, undefined];
  }

  const unsubscribe = observable.on((change) => {
    if (change.kind !== "reset") return write(changed(change, observable));
    // A snapshot that was begun is ended by what makes it readable, and another follows.
    if (snapshot === undefined) [waiting, bytes, snapshot] = [[], 0, snapshotPieces(observable)];
    else write([...snapshotPieces(observable)].join(""));
    wake();
  });
  const timer = setInterval(() => write(": still here\n\n"), KEEP_ALIVE_MS);
  timer.unref();

  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const next = snapshot?.next();
          if (next?.done === false) return controller.enqueue(encoder.encode(next.value));
          snapshot = undefined;
          const event = waiting.shift();
          if (event !== undefined) {
            bytes -= event.length;
            return controller.enqueue(event);
          }
          if (isOver) return controller.close();
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
      cancel() {
        stop();
        wake();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

const PIECE = 32 * 1024;

/** The event `snapshot` in pieces of a few dozen kilobytes: the whole may be a hundred times that. */
function* snapshotPieces(observable: Observable): Generator<string> {
  let piece = "event: snapshot\ndata: {";
  for (const name of ["messages", "deliveries"] as const) {
    piece += `${name === "messages" ? "" : ","}"${name}":[`;
    let comma = "";
    for (const one of observable[name]()) {
      piece += comma + JSON.stringify(one);
      comma = ",";
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
    piece += "]";
  }
  yield `${piece}}\n\n`;
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

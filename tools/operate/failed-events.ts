/** One failed event, however it was stored, or why it isn't one. */
export interface FailedEvent {
  /** Where it was found: a line of the file, or the queue's message id. */
  readonly from: string;
  readonly event?: unknown;
  /** When the message was sent, in epoch milliseconds; undefined if nothing says so. */
  readonly at?: number;
  /** The receipt that deletes it from the queue. */
  readonly receiptHandle?: string;
  readonly problem?: string;
}

type Members = Readonly<Record<string, unknown>>;

const NO_EVENT =
  "holds no processor event: neither one with ChannelMessage, nor a record of a Lambda destination with requestPayload";

/**
 * The failed events of a text: processor events, records of a Lambda destination (developer guide, "Retaining records of
 * asynchronous invocations": the event is `requestPayload`), or what `sqs receive-message` prints; one JSON value, or one a line.
 */
export function textToFailedEvents(text: string): FailedEvent[] {
  const whole = parse(text);
  if (whole !== undefined) return valueToEvents(whole, "1");
  return text.split("\n").flatMap((line, at) => (line.trim() === "" ? [] : lineToEvents(line, `line ${at + 1}`)));
}

/** A message of the queue: its body is a record of a Lambda destination, or an event. */
export function queueMessageToEvent({ MessageId, Body, ReceiptHandle }: Members): FailedEvent {
  const from = typeof MessageId === "string" ? `message ${MessageId}` : "a message";
  const handle = typeof ReceiptHandle === "string" ? { receiptHandle: ReceiptHandle } : {};
  const [event = { from, problem: NO_EVENT }] = lineToEvents(typeof Body === "string" ? Body : "", from);
  return { ...event, ...handle };
}

function lineToEvents(line: string, from: string): FailedEvent[] {
  const value = parse(line);
  return value === undefined ? [{ from, problem: "holds no JSON" }] : valueToEvents(value, from);
}

function valueToEvents(value: unknown, from: string): FailedEvent[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => valueToEvents(one, `${from}.${at + 1}`));
  if (!isObject(value)) return [{ from, problem: NO_EVENT }];
  const messages = value["Messages"];
  if (Array.isArray(messages)) return messages.filter(isObject).map(queueMessageToEvent);
  const recorded = isObject(value["requestPayload"]) ? value["requestPayload"] : value;
  const message = recorded["ChannelMessage"];
  if (!isObject(message)) return [{ from, problem: NO_EVENT }];
  const at = [message["CreatedTimestamp"], value["timestamp"]].map(timeOf).find((time) => time !== undefined);
  return [{ from, event: recorded, ...(at === undefined ? {} : { at }) }];
}

/** The event's format of timestamps is unverified (`docs/facts.md` §2): text, or seconds, or milliseconds. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === "number") return value < 1e11 ? value * 1_000 : value;
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

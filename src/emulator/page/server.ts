import type { EmulatedMessage } from "../channel/message.ts";
import type { Delivery } from "../delivery.ts";
import type { Info } from "../http/info.ts";
import { isObject, parseJson } from "./json.ts";

/** The event `snapshot`: everything there is. It comes first on every connection, and after a reset. */
export interface Snapshot {
  readonly messages: readonly EmulatedMessage[];
  readonly deliveries: readonly Delivery[];
}

export type Connection = "connecting" | "live" | "reconnecting";

export interface Listener {
  readonly connection: (connection: Connection) => void;
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly message: (message: EmulatedMessage) => void;
  readonly delivery: (delivery: Delivery) => void;
}

const REOPEN_MS = 1500;

/** Follows the emulator until the returned function is called. */
export function listen(listener: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    const current = new EventSource("/_emulator/events");
    source = current;
    current.onopen = () => listener.connection("live");
    current.onerror = () => {
      listener.connection("reconnecting");
      // A dropped stream is reopened by the browser; one that was answered with an error stays closed.
      if (current.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    };
    on<Snapshot>(current, "snapshot", listener.snapshot);
    on<EmulatedMessage>(current, "message", listener.message);
    on<Delivery>(current, "delivery", listener.delivery);
  };

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function on<T>(source: EventSource, name: string, handle: (data: T) => void): void {
  source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data) as T));
}

export async function fetchInfo(): Promise<Info> {
  return (await (await request("/_emulator/info")).json()) as Info;
}

export async function reset(): Promise<void> {
  await request("/_emulator/reset", { method: "POST" });
}

/** One SendChannelMessage (API_messaging-chime_SendChannelMessage) as a user. Rejects with a sentence for people. */
export async function sendMessage(channelArn: string, bearer: string, content: string): Promise<void> {
  await request(`/channels/${encodeURIComponent(channelArn)}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-chime-bearer": bearer },
    body: JSON.stringify({
      Content: content,
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      ClientRequestToken: requestToken(),
    }),
  });
}

/** Not randomUUID: that is missing where the page is reached by another host's name over plain HTTP. */
function requestToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new Error("The emulator can’t be reached. Is it still running?", { cause });
  }
  if (!response.ok) throw new Error(await refusalText(response));
  return response;
}

async function refusalText(response: Response): Promise<string> {
  const body = parseJson(await response.text());
  const said = isObject(body) ? (body["Message"] ?? body["message"]) : undefined;
  return typeof said === "string" && said !== "" ? said : `The emulator answered with status ${response.status}.`;
}

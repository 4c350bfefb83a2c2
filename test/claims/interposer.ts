import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { metadataToMark } from "../../mappers/message/metadata.ts";

/**
 * What a request asks for, as far as tests distinguish. `pass` is the callback for one of the bot's own messages, `glance` a read of a pause, `hold` the
 * write of a colleague's, `begin` a session that is begun with an intent.
 */
export type Operation =
  | "turn"
  | "callback"
  | "pass"
  | "lookup"
  | "list"
  | "part 1"
  | "part 2"
  | "claim"
  | "remember"
  | "register"
  | "finish"
  | "glance"
  | "pause"
  | "hold"
  | "announce"
  | "placeholder"
  | "edit"
  | "session"
  | "begin"
  | "other";

/** What arrives in place of the service's answer. */
export interface Instead {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Called before a request is passed on, and after it was answered. `"drop"` cuts the connection there and then, and `Instead` is an
 * answer: before, the service never gets the request.
 */
export interface Watch {
  before?(operation: Operation): "drop" | Instead | undefined;
  after?(operation: Operation): "drop" | Instead | undefined;
}

export interface Interposer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Stands between the processor and one service over HTTP/1.1, passes everything on, and lets a watch cut in. */
export async function interpose(upstream: string, watch: Watch): Promise<Interposer> {
  const agent = new Agent({ keepAlive: true });
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => pass(incoming, Buffer.concat(chunks), outgoing));
  });

  function pass(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const operation = operationOf(incoming, body);
    if (cutIn(watch.before?.(operation), outgoing)) return;
    const { hostname, port } = new URL(upstream);
    const options = { agent, hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers };
    const onward = request(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => parts.push(chunk));
      answer.on("end", () => {
        if (cutIn(watch.after?.(operation), outgoing)) return;
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(parts));
      });
      answer.on("error", () => outgoing.destroy());
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cutIn(how: "drop" | Instead | undefined, outgoing: ServerResponse): boolean {
  if (how === "drop") outgoing.destroy();
  else if (how) outgoing.writeHead(how.status, { "content-type": how.contentType }).end(how.body);
  return how !== undefined;
}

function operationOf({ method, url = "", headers }: IncomingMessage, body: Buffer): Operation {
  const read = () => JSON.parse(body.toString("utf8"));
  const [path = ""] = url.split("?");
  if (path.endsWith("/text")) return "turn";
  if (url.includes("operation=channel-flow-callback")) {
    return metadataToMark(read().ChannelMessage.Metadata) ? "pass" : "callback";
  }
  if (path.endsWith("/messages")) return method === "POST" ? partOf(read().Metadata) : "list";
  if (path.includes("/messages/")) return method === "GET" ? "lookup" : "edit";
  if (path.includes("/sessions/")) return method === "GET" ? "session" : "begin";
  const target = String(headers["x-amz-target"]);
  if (!target.includes("Item")) return "other";
  if (read().Key.id.S.startsWith("pause:")) return target.endsWith(".GetItem") ? "glance" : pauseOf(read());
  return target.endsWith(".UpdateItem") ? writeOf(read()) : "other";
}

function pauseOf({ ExpressionAttributeValues: values }: Update): Operation {
  if (!(":by" in values)) return "other";
  return values[":by"]?.S === "agent" ? "hold" : "pause";
}

function partOf(metadata: string | undefined): Operation {
  const part = metadataToMark(metadata)?.part;
  if (part === 0) return "placeholder";
  return part === 1 || part === 2 ? `part ${part}` : "other";
}

interface Update {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, { readonly S?: string }>>;
}

function writeOf(update: Update): Operation {
  const values = update.ExpressionAttributeValues;
  if (":placeholder" in values && !(":answer" in values)) return "announce";
  if (":sent" in values) return "finish";
  if (update.UpdateExpression.startsWith("ADD")) return "register";
  if (":answer" in values && !(":from" in values)) return "remember";
  return ":until" in values && !(":from" in values) ? "claim" : "other";
}

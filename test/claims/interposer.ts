import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request asks for, as far as a test needs to tell. */
export type Operation = "turn" | "callback" | "claim" | "remember" | "other";

/** Called before a request is passed on, and after it was answered. `"drop"` cuts the connection there and then. */
export interface Watch {
  before?(operation: Operation): "drop" | undefined;
  after?(operation: Operation): "drop" | undefined;
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
    if (watch.before?.(operation) === "drop") return void outgoing.destroy();
    const { hostname, port } = new URL(upstream);
    const options = { agent, hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers };
    const onward = request(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => parts.push(chunk));
      answer.on("end", () => {
        if (watch.after?.(operation) === "drop") return void outgoing.destroy();
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

function operationOf({ url = "", headers }: IncomingMessage, body: Buffer): Operation {
  if (url.endsWith("/text")) return "turn";
  if (url.includes("operation=channel-flow-callback")) return "callback";
  if (!String(headers["x-amz-target"]).endsWith(".UpdateItem")) return "other";
  const values = JSON.parse(body.toString("utf8")).ExpressionAttributeValues as Record<string, unknown>;
  if (":answer" in values && !(":from" in values)) return "remember";
  return ":until" in values && !(":from" in values) ? "claim" : "other";
}

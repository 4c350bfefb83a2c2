import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Agents } from "../agents.ts";
import type { WireAnswer } from "./from-answer.ts";

/** Time to open a connection; well below what a refused turn may cost. */
const CONNECT_MS = 2_000;

/** A server's address, read once. `host` is as it stands in the header; `prefix` comes before every path. */
export interface Server {
  readonly protocol: string;
  readonly hostname: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly prefix: string;
}

/** A signed request and its destination. */
export interface SignedRequest {
  readonly server: Server;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names and values by turns, `host` among them. */
  readonly headers: readonly string[];
  readonly body: string | undefined;
}

/**
 * One request and its answer over a kept connection. Rejects with Node's own errors, with AbortError when the signal ends it, and with
 * a TimeoutError in the SDK's words where no connection could be opened: then nothing was sent.
 */
export function exchange(
  { server: { protocol, hostname, port }, method, path, headers, body }: SignedRequest,
  agents: Agents,
  signal: AbortSignal,
): Promise<WireAnswer> {
  agents.dropIdle();
  const isTls = protocol === "https:";
  return new Promise((resolve, reject) => {
    let connecting: ReturnType<typeof setTimeout> | undefined;
    const over = () => {
      clearTimeout(connecting);
      signal.removeEventListener("abort", abort);
    };
    const fail = (error: unknown) => {
      over();
      reject(error);
    };
    const sent = (isTls ? httpsRequest : httpRequest)(
      { protocol, hostname, port, method, path, headers, agent: isTls ? agents.https : agents.http },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        // An answer that broke off was still an answer: its status shows that the call was received.
        response.on("error", (error) =>
          fail(Object.assign(error, { $metadata: { httpStatusCode: response.statusCode } })),
        );
        response.on("end", () => {
          over();
          const [first] = chunks;
          const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks);
          const text = whole.toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    const abort = () => {
      const error = named("AbortError", "The call was given up.");
      fail(error);
      sent.destroy(error);
    };
    sent.on("error", fail);
    sent.on("socket", (socket) => {
      // A connection that was opened ahead may be in the middle of its handshake.
      if (!socket.connecting && !(socket as TLSSocket & { secureConnecting?: boolean }).secureConnecting) return;
      connecting = setTimeout(() => {
        sent.destroy(named("TimeoutError", `The socket did not establish a connection within ${CONNECT_MS} ms.`));
      }, CONNECT_MS);
      socket.once(isTls ? "secureConnect" : "connect", () => clearTimeout(connecting));
    });
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    sent.end(body);
  });
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

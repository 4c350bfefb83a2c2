import { createServer as createHttp1Server, type IncomingMessage } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { getRequestListener } from "@hono/node-server";
import { BridgeError } from "../../../src/errors/bridge-error.ts";

/** What answers a request: a Hono application's `fetch`. */
export type Fetch = Parameters<typeof getRequestListener>[0];

/** What becomes of a request that wants to become a WebSocket, and how those that did end. */
export interface Upgrades {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

export interface Listening {
  readonly url: string;
  /** How many connections were opened so far, by protocol. */
  connections(): { http1: number; http2: number };
  /** Stops listening and ends the open connections, whatever they wait for. */
  close(): Promise<void>;
}

/**
 * HTTP/2's connection preface (RFC 9113 §3.4) begins with these bytes; no HTTP/1.1 request does. The JS SDK's Lex client
 * begins with them, the AWS CLI and boto3 speak HTTP/1.1 (`docs/facts.md` §5).
 */
const PREFACE = Buffer.from("PRI");

/** Longer than any client keeps an idle connection, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;

/** Ours, to bound memory: all sessions, and as many again. */
const CONNECTIONS_MAX = 2_000;
/** What one client may ask at once over one connection, and hold of it. */
const HTTP2_LIMITS = { maxSessionMemory: 4, settings: { maxConcurrentStreams: 200 } };

/** A certificate and its private key, both as PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/** One port that speaks HTTP/1.1 and HTTP/2: h2c with prior knowledge, or both over TLS. Throws PORT_IN_USE, and USAGE for what can't be listened on. */
export async function listenOnBoth(
  fetch: Fetch,
  address: { host: string; port: number; tls?: TlsPair | undefined },
  upgrades?: Upgrades,
): Promise<Listening> {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  const http1 = createHttp1Server({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  if (upgrades !== undefined) http1.on("upgrade", upgrades.upgrade);
  const http2 = createHttp2Server(HTTP2_LIMITS, listener);
  const opened = { http1: 0, http2: 0 };
  const sockets = new Set<Socket>();

  const accept = (socket: Socket) => {
    // A connection that breaks is the client's affair, and is over.
    socket.on("error", () => socket.destroy());
    peek(socket, (isHttp2) => {
      opened[isHttp2 ? "http2" : "http1"] += 1;
      (isHttp2 ? http2 : http1).emit("connection", socket);
    });
  };
  const { tls } = address;
  const server =
    tls === undefined
      ? createServer({ noDelay: true }, accept)
      : createTlsServer({ ...tls, noDelay: true, ALPNProtocols: ["h2", "http/1.1"] }, accept);
  // Also those whose handshake has yet to end, because closing waits for every one.
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  server.maxConnections = CONNECTIONS_MAX;
  const port = await listen(server, address);
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${host}:${port}`,
    connections: () => ({ ...opened }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await upgrades?.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Reads until the protocol shows, and puts back what was read. */
function peek(socket: Socket, decide: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const look = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    seen = Buffer.concat([seen, chunk]);
    const length = Math.min(seen.length, PREFACE.length);
    const isHttp2 = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (isHttp2 && length < PREFACE.length) return;
    socket.off("readable", look);
    socket.unshift(seen);
    decide(isHttp2);
  };
  socket.on("readable", look);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(toListenError(cause, host, port));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function toListenError(cause: NodeJS.ErrnoException, host: string, port: number): BridgeError {
  switch (cause.code) {
    case "EADDRINUSE":
      return new BridgeError("PORT_IN_USE", `Port ${port} is taken.`, { cause });
    case "EACCES":
      return new BridgeError("USAGE", `Port ${port} is for the system alone.`, {
        cause,
        fix: "Pass a --port from 1024 on, or 0 for any free one.",
      });
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EADDRNOTAVAIL":
      return new BridgeError("USAGE", `${host} is no address of this machine.`, {
        cause,
        fix: "Pass one of its own as --host, or none for 127.0.0.1.",
      });
    default:
      return BridgeError.from(cause);
  }
}

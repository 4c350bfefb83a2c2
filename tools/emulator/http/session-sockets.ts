import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { FaultSource } from "../channel/faults/named-faults.ts";
import { type Frame, frameToText, SESSION_ESTABLISHED } from "../channel/session/frame.ts";
import type { MessagingSessions } from "../channel/session/sessions.ts";
import type { GuardRefusal } from "./guard.ts";

/** The messaging sessions' sockets, all at `/connect` of a server's port. */
export interface SessionSockets {
  /** Takes an HTTP/1.1 request that wants to become a WebSocket, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every session with 1001, after which the SDK's session connects anew, and resolves when they are over. */
  close(): Promise<void>;
}

export interface SessionSocketsOptions {
  readonly sessions: MessagingSessions;
  readonly faults: FaultSource;
  /** Why a request to this address from this Origin isn't answered, if so. */
  readonly refusalOf: (url: URL, origin: string | undefined) => GuardRefusal | undefined;
}

/** A client sends nothing but pongs and its close. */
const INCOMING_MAX_BYTES = 1024;
/** What may wait for a client that doesn't read. One that falls further behind is cut off (1006), and connects and loads anew. */
const BACKLOG_MAX_BYTES = 4 * 1024 * 1024;
/** What may wait for all of them together. Beyond it the one that is furthest behind is cut off. */
const BACKLOGS_MAX_BYTES = 16 * 1024 * 1024;
/** Ours, to bound memory. */
const SESSIONS_MAX = 1_000;
/** How long a client may take to answer a close. */
const CLOSING_MS = 500;

const GOING_AWAY = 1001;
const ABNORMAL = 1006;
/** Which code the service closes an unknown user's session with is unverified; the SDK doesn't connect again after this one. */
const UNAUTHORIZED = 4401;

/**
 * A session takes whoever the query's `userArn` names: signatures and their expiry are not looked at. Its frames are texts, and
 * permessage-deflate is off (`docs/facts.md` §9).
 */
export function createSessionSockets({ sessions, faults, refusalOf }: SessionSocketsOptions): SessionSockets {
  const backlog = createBacklog();
  const server = new WebSocketServer({ noServer: true, maxPayload: INCOMING_MAX_BYTES, perMessageDeflate: false });

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      const url = addressOf(request);
      if (url === undefined) return refuse(socket, { status: 400, message: "The request has no readable address." });
      const { pathname, searchParams } = url;
      const refusal = refusalOf(url, request.headers.origin);
      if (refusal !== undefined) return refuse(socket, refusal);
      if (pathname !== "/connect") return refuse(socket, { status: 404, message: "WebSockets are at /connect." });
      if (server.clients.size >= SESSIONS_MAX) return refuse(socket, { status: 503, message: "Too many sessions." });
      server.handleUpgrade(request, socket, head, (client) => {
        const userArn = searchParams.get("userArn") ?? "";
        run(client, { userArn, prefetches: searchParams.get("prefetch-on") === "connect" });
      });
    },
    async close() {
      const clients = [...server.clients];
      const ended = clients.map((client) => new Promise((resolve) => client.once("close", resolve)));
      for (const client of clients) client.close(GOING_AWAY, "The emulator ends.");
      const timer = setTimeout(() => {
        for (const client of clients) client.terminate();
      }, CLOSING_MS);
      await Promise.all(ended);
      clearTimeout(timer);
    },
  };

  function run(client: WebSocket, request: Parameters<MessagingSessions["begin"]>[0]): void {
    client.once("close", () => backlog.forget(client));
    // A socket that breaks is the client's affair: its close follows.
    client.on("error", () => client.terminate());
    if (strike("connect")) return;
    const end = sessions.begin(request, {
      hear: (frame) => send(frame),
      forgotten: () => client.close(GOING_AWAY, "The emulator was reset."),
    });
    if (end === undefined) client.close(UNAUTHORIZED, "userArn is nobody whom the app instance knows.");
    else client.once("close", end);

    function send(frame: Frame): void {
      if (client.readyState !== client.OPEN) return;
      if (frame !== SESSION_ESTABLISHED && strike("event")) return;
      client.send(frameToText(frame));
      if (client.bufferedAmount > BACKLOG_MAX_BYTES) client.terminate();
      else backlog.look(client);
    }

    /** Whether a fault closed the session in place of what was to happen. */
    function strike(at: "connect" | "event"): boolean {
      const fault = faults.take("close-session", (one) => one["at"] === at);
      if (fault === undefined) return false;
      const code = Number(fault["code"]);
      if (code === ABNORMAL) client.terminate();
      else client.close(code, "The emulator was told to close this.");
      return true;
    }
  }
}

/** What waits for all clients, as it was when each was last sent something. */
function createBacklog() {
  const waits = new Map<WebSocket, number>();
  let total = 0;
  const put = (client: WebSocket, bytes: number) => {
    total += bytes - (waits.get(client) ?? 0);
    if (bytes > 0) waits.set(client, bytes);
    else waits.delete(client);
  };
  return {
    forget: (client: WebSocket) => put(client, 0),
    look(client: WebSocket): void {
      put(client, client.bufferedAmount);
      if (total <= BACKLOGS_MAX_BYTES) return;
      for (const one of waits.keys()) put(one, one.bufferedAmount);
      while (total > BACKLOGS_MAX_BYTES) {
        const [furthest] = [...waits.keys()].sort((a, b) => (waits.get(b) ?? 0) - (waits.get(a) ?? 0));
        if (furthest === undefined) return;
        furthest.terminate();
        put(furthest, 0);
      }
    },
  };
}

function addressOf({ url, headers, socket }: IncomingMessage): URL | undefined {
  const address = `${"encrypted" in socket ? "https" : "http"}://${headers.host}${url}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function refuse(socket: Duplex, { status, message }: GuardRefusal): void {
  const body = JSON.stringify({ message });
  const head = [`HTTP/1.1 ${status} Refused`, "content-type: application/json", "connection: close"];
  socket.end(`${head.join("\r\n")}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";

/**
 * A connection that has been idle for longer than this is not used again. Between deliveries Lambda freezes the container, and a
 * peer's goodbye goes unheard; awake, a request and a goodbye may cross. Either breaks the request, and a broken RecognizeText
 * must not be repeated. How long the services keep an idle connection is unverified: this is below the shortest default in common
 * use (5 s), and a handshake costs less than a lost turn.
 */
export const IDLE_MAX_MS = 4_000;

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** Closes what was idle for too long. To be called before each request. */
  dropIdle(): void;
}

/** Keep-alive HTTP/1.1 connections for all requests of a process. TLS sessions are kept, so that a new handshake is a short one. */
export function createAgents(now: () => number = Date.now): Agents {
  const idleSince = new WeakMap<Socket, number>();
  const kept = <Kind extends HttpAgent>(agent: Kind): Kind => {
    agent.on("free", (socket: Socket) => idleSince.set(socket, now()));
    return agent;
  };
  const http = kept(new HttpAgent(AGENT_OPTIONS));
  const https = kept(new HttpsAgent(AGENT_OPTIONS));
  return {
    http,
    https,
    dropIdle: () => {
      for (const { freeSockets } of [http, https]) {
        for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) {
          if (now() - (idleSince.get(socket) ?? now()) > IDLE_MAX_MS) socket.destroy();
        }
      }
    },
  };
}

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 256 } as const;

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";

/**
 * A connection that has been idle for longer than this is not used again. Between deliveries Lambda freezes the container and
 * misses the server's close; even awake, a request and a close may cross. Either breaks the request, and a broken RecognizeText
 * must not be repeated. How long the services keep an idle connection is unverified: this is below the shortest default in common
 * use (5 s), and a handshake costs less than a lost turn.
 */
export const IDLE_MAX_MS = 4_000;

/** A moment on both clocks, wall and monotonic, in milliseconds. */
interface Moment {
  readonly wall: number;
  readonly steady: number;
}

/**
 * The age of something, by whichever clock says more: a frozen container's monotonic clock may stand still, and the wall clock
 * may be set back.
 */
export interface Age {
  now(): Moment;
  since(moment: Moment): number;
}

/** A given clock drives both. */
export function createAge(
  wall: () => number = Date.now,
  steady = wall === Date.now ? () => performance.now() : wall,
): Age {
  return {
    now: () => ({ wall: wall(), steady: steady() }),
    since: (moment) => Math.max(wall() - moment.wall, steady() - moment.steady),
  };
}

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** Closes connections that were idle for too long. Call it before each request. */
  dropIdle(): void;
}

/** Keep-alive HTTP/1.1 connections for all requests of a process. TLS sessions are kept, so that a new handshake is a short one. */
export function createAgents(age: Age = createAge()): Agents {
  const idleSince = new WeakMap<Socket, Moment>();
  const kept = <Kind extends HttpAgent>(agent: Kind): Kind => {
    // Node's own name lists some twenty options of a connection, which are the same for all of ours.
    agent.getName = ({ host = "", port = "" } = {}) => `${host}:${port}:`;
    agent.on("free", (socket: Socket) => idleSince.set(socket, age.now()));
    return agent;
  };
  const http = kept(new HttpAgent(AGENT_OPTIONS));
  const https = kept(new HttpsAgent(AGENT_OPTIONS));
  return {
    http,
    https,
    dropIdle: () => {
      for (const { freeSockets } of [http, https]) {
        for (const name in freeSockets) {
          for (const socket of freeSockets[name] ?? []) {
            const since = idleSince.get(socket);
            if (since && age.since(since) > IDLE_MAX_MS) socket.destroy();
          }
        }
      }
    },
  };
}

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 256 } as const;

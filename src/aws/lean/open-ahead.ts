import type { Agent } from "node:http";
import { isIP, connect as openPlain, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as openTls, type TLSSocket } from "node:tls";
import { type Age, type Agents, IDLE_MAX_MS } from "../agents.ts";

/** Opens a connection to a server that will be called soon, so that the handshake is over by then. */
export type OpenAhead = (base: string) => void;

/**
 * Connections that are opened before their request is there, one a server at most, none where one is free already. The next request to
 * that server takes it. One that isn't taken within the idle limit is closed: AWS may have closed it by then, and Lex must not be asked
 * twice. It never fails: a request that finds no connection opens its own.
 */
export function createOpenAhead(agents: Agents, age: Age): OpenAhead {
  const waiting = new Map<string, { readonly socket: Socket; readonly since: ReturnType<Age["now"]> }>();
  const sessions = new Map<string, Buffer>();
  const targets = new Map<string, Target>();

  function take(key: string): Socket | undefined {
    const found = waiting.get(key);
    waiting.delete(key);
    if (!found) return undefined;
    const { socket, since } = found;
    socket.removeListener("error", ignore).removeAllListeners("timeout");
    if (socket.destroyed || !socket.writable || age.since(since) > IDLE_MAX_MS) {
      socket.on("error", ignore).destroy();
      return undefined;
    }
    socket.setTimeout(0);
    return socket.ref();
  }

  /** The TLS session comes with the handshake or just after it. The next connection to that server resumes it. */
  function keepSession(socket: Duplex, key: string): void {
    socket.on("session", (session: Buffer) => sessions.set(key, session));
  }

  for (const agent of [agents.http, agents.https]) {
    const usual = agent.createConnection.bind(agent);
    agent.createConnection = (options, ready) => {
      const key = keyOf(options.host ?? "", Number(options.port));
      const socket = take(key) ?? usual(options, ready);
      if (agent === agents.https && socket) keepSession(socket, key);
      return socket;
    };
  }

  return (base) => {
    const target = targets.get(base) ?? readTarget(base);
    if (!target) return;
    targets.set(base, target);
    const { isTls, host, port, key } = target;
    agents.dropIdle();
    const before = waiting.get(key);
    if (before && !before.socket.destroyed && age.since(before.since) <= IDLE_MAX_MS) return;
    if (hasFree(isTls ? agents.https : agents.http, key)) return;
    const socket = isTls ? openSecure(host, port, sessions.get(key)) : openPlain({ host, port });
    // As Node's agents do: otherwise the request waits until the handshake's last packet is acknowledged.
    socket.setNoDelay(true);
    if (isTls) keepSession(socket, key);
    socket.on("error", ignore);
    socket.setTimeout(IDLE_MAX_MS, () => socket.destroy());
    socket.unref();
    waiting.set(key, { socket, since: age.now() });
  };
}

interface Target {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
  readonly key: string;
}

/** The request itself reports an address that can't be read. */
function readTarget(base: string): Target | undefined {
  if (!URL.canParse(base)) return undefined;
  const { protocol, hostname, port: named } = new URL(base);
  const isTls = protocol === "https:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const port = Number(named) || (isTls ? 443 : 80);
  return { isTls, host, port, key: keyOf(host, port) };
}

function openSecure(host: string, port: number, session: Buffer | undefined): TLSSocket {
  return openTls({
    host,
    port,
    ...(isIP(host) ? {} : { servername: host }),
    ...(session ? { session } : {}),
    ALPNProtocols: ["http/1.1"],
  });
}

/** An agent keeps its free connections by host and port, with more behind them; one that was just closed stands there until it says so. */
function hasFree({ freeSockets }: Agent, key: string): boolean {
  return Object.entries(freeSockets).some(
    ([name, sockets]) => name.startsWith(key) && sockets?.some(({ destroyed }) => !destroyed),
  );
}

function keyOf(host: string, port: number): string {
  return `${host}:${port}:`;
}

/** What goes wrong ahead of a request is told by the request, which opens its own connection. */
function ignore(): void {}

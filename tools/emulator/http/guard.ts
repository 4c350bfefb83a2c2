import type { MiddlewareHandler } from "hono";

/** A request that isn't answered, and why. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * Keeps other sites' pages out of an emulator on loopback: a request must name it by a loopback host (else a foreign name
 * was rebound to this address), and a browser's request must come from its own page.
 */
export function guard(boundTo: string): MiddlewareHandler {
  return async (c, next) => {
    const refusal = refusalOf(boundTo, new URL(c.req.url), c.req.header("origin"));
    return refusal === undefined ? next() : c.json({ message: refusal.message }, 403);
  };
}

/** The same for a WebSocket, which a browser opens without asking first. */
export function refusalOf(boundTo: string, url: URL, origin: string | undefined): Refusal | undefined {
  if (isLoopback(boundTo) && !isLoopback(url.hostname)) {
    const message = `The emulator listens on loopback only and is not called ${url.hostname}.`;
    return { status: 403, message };
  }
  if (origin === undefined || origin === url.origin) return undefined;
  return { status: 403, message: `The emulator takes no requests from pages of ${origin}.` };
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

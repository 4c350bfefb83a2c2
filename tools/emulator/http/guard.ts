import type { MiddlewareHandler } from "hono";

/**
 * Keeps other sites' pages out of an emulator on loopback: a request must name it by a loopback host (else a foreign name
 * was rebound to this address), and a browser's request must come from its own page.
 */
export function guard(boundTo: string): MiddlewareHandler {
  const onLoopback = isLoopback(boundTo);
  return async (c, next) => {
    const url = new URL(c.req.url);
    if (onLoopback && !isLoopback(url.hostname)) {
      return c.json({ message: `The emulator listens on loopback only and is not called ${url.hostname}.` }, 403);
    }
    const origin = c.req.header("origin");
    if (origin !== undefined && origin !== url.origin) {
      return c.json({ message: `The emulator takes no requests from pages of ${origin}.` }, 403);
    }
    return next();
  };
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import type { AllowsOrigin } from "./origins.ts";

/** A request that isn't answered, and why. */
export interface GuardRefusal {
  readonly status: number;
  readonly message: string;
}

/** Where a server listens, what else it is called, and whose pages may ask it. */
export interface Doors {
  readonly boundTo: string;
  /** Host names beside those of loopback. */
  readonly names: readonly string[];
  readonly allowsOrigin: AllowsOrigin;
}

/** What the AWS SDK sends from a browser, by name; `*` would not hold for Authorization. */
const REQUEST_HEADERS = [
  ...["authorization", "content-type", "amz-sdk-invocation-id", "amz-sdk-request"],
  ...["x-amz-chime-bearer", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token", "x-amz-user-agent"],
].join(", ");
const PREFLIGHT_SECONDS = "600";

/** No answer is anything but what it says it is, and none stands in somebody else's frame or page. */
const PROTECTION: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": "frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
};

/**
 * Keeps other sites' pages out: a request must name the emulator by a name that it has (else a foreign one
 * was rebound to its address), and a browser's request must come from its own page, or from one that was let in. Those that were
 * let in reach the services alone, never the page and its controls, and may read what the SDK reads of an answer.
 */
export function guard(doors: Doors): MiddlewareHandler {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const origin = c.req.header("origin");
    const refusal = refusalOf(doors, url, origin);
    if (refusal !== undefined) return c.json({ message: refusal.message }, 403, { ...PROTECTION });
    if (origin === undefined || origin === url.origin) {
      await next();
      return protect(c);
    }
    if (c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined) {
      return preflight(origin);
    }
    await next();
    protect(c);
    return share(c, origin);
  };
}

/** The same for a WebSocket, which a browser opens without asking first. */
export function refusalOf(
  { boundTo, names, allowsOrigin }: Doors,
  url: URL,
  origin: string | undefined,
): GuardRefusal | undefined {
  if (!isCalled(boundTo, names, url.hostname)) {
    const where = isLoopback(boundTo) ? "listens on loopback only and " : "";
    const message = `The emulator ${where}is not called ${url.hostname}. dev --allow-host lets it be called that.`;
    return { status: 403, message };
  }
  if (origin === undefined || origin === url.origin) return undefined;
  const isOwn = url.pathname === "/" || url.pathname.startsWith("/_emulator");
  if (allowsOrigin(origin) && !isOwn) return undefined;
  const message = `The emulator takes no requests from pages of ${origin}. dev --allow-origin lets a page ask the services.`;
  return { status: 403, message };
}

/** Bound to the outside it is called by any address too: only a name can be led elsewhere. */
function isCalled(boundTo: string, names: readonly string[], hostname: string): boolean {
  if (isLoopback(hostname) || names.includes(hostname)) return true;
  return !isLoopback(boundTo) && (hostname === boundTo || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0);
}

function protect(c: Context): void {
  // The answer of a connection that was broken is one object for all, and goes nowhere.
  if (c.res.headers.has("x-hono-already-sent")) return;
  for (const [name, value] of Object.entries(PROTECTION)) c.res.headers.set(name, value);
}

function preflight(origin: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST, PUT, DELETE",
      "access-control-allow-headers": REQUEST_HEADERS,
      "access-control-max-age": PREFLIGHT_SECONDS,
      vary: "origin",
    },
  });
}

function share(c: Context, origin: string): void {
  // The answer of a connection that was broken is one object for all, and goes nowhere.
  if (c.res.headers.has("x-hono-already-sent")) return;
  c.res.headers.set("access-control-allow-origin", origin);
  c.res.headers.set("access-control-expose-headers", "x-amzn-errortype, x-amzn-requestid, date");
  c.res.headers.append("vary", "origin");
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

import { BridgeError } from "../../../src/errors/bridge-error.ts";

/** Whose pages may ask the services beside the emulator's own page. */
export type AllowsOrigin = (origin: string) => boolean;

const FIX = "Write it as a browser does, https://chat.example.com, or http://localhost:* for every port of localhost.";
const ANY_PORT = /^(https?):\/\/(localhost|127\.0\.0\.1|\[::1\]):\*$/;

/**
 * Reads origins: each a scheme, a host and, if it isn't the usual one, a port; on loopback the port may be `*`. Throws USAGE for
 * anything else. `*` and `null` are refused too: they would let in every page, or every page that hides where it is from.
 */
export function readOrigins(given: readonly string[]): AllowsOrigin {
  const tests = given.map(readOrigin);
  return (origin) => tests.some((test) => test(origin));
}

function readOrigin(text: string): AllowsOrigin {
  const [, scheme, host] = ANY_PORT.exec(text) ?? [];
  if (scheme !== undefined && host !== undefined) {
    const start = `${scheme}://${host}`;
    return (origin) =>
      origin === start || (origin.startsWith(`${start}:`) && /^\d+$/.test(origin.slice(start.length + 1)));
  }
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin !== text || text.includes("*")) {
    throw new BridgeError("USAGE", `${text} is no origin of a page.`, { fix: FIX });
  }
  return (origin) => origin === text;
}

/** Reads host names, as a URL has them: without a scheme, a port or a path. Throws USAGE for anything else. */
export function readHosts(given: readonly string[]): readonly string[] {
  return given.map((text) => {
    const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
    if (url !== undefined && url.hostname === text.toLowerCase() && /^[^*]+$/.test(text)) return url.hostname;
    throw new BridgeError("USAGE", `${text} is no name of a host.`, { fix: "Write it alone: emulator.internal." });
  });
}

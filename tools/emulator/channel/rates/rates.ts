import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** How many requests Chime accepts. A request over a rate is refused with 429 `ThrottledClientException` and has no effect. */
export interface Rates {
  /** Requests a second in one channel: sends, edits, and callbacks that change the message, together. */
  readonly channel?: number;
  /** Requests a second in the name of one user or bot. */
  readonly bearer?: number;
  /** Whether a refused request takes a token too; by default it doesn't. What Chime does is unverified. */
  readonly isRefusedCharged?: boolean;
}

/** A region whose rates are known. */
export type RatedRegion = "us-east-1" | "eu-central-1";

/** The rates of a region, by its name (`docs/facts.md` §4). */
const RATES_BY_REGION = {
  "us-east-1": { channel: 30, bearer: 10 },
  "eu-central-1": { channel: 10, bearer: 10 },
} as const satisfies Record<RatedRegion, Rates>;

const MOST_PER_SECOND = 100_000;

/** The rates of a region, or the given ones. Throws USAGE for a region without known rates, and for what is no rate. */
export function readRates(given: RatedRegion | Rates): Rates {
  if (typeof given === "string") {
    if (Object.hasOwn(RATES_BY_REGION, given)) return RATES_BY_REGION[given];
    throw new BridgeError(
      "USAGE",
      `No rates are known for ${given}. Known: ${Object.keys(RATES_BY_REGION).join(", ")}.`,
    );
  }
  for (const name of ["channel", "bearer"] as const) {
    const rate = given[name];
    if (rate === undefined || (Number.isFinite(rate) && rate >= 1 && rate <= MOST_PER_SECOND)) continue;
    throw new BridgeError("USAGE", `The rate of a ${name} must be 1 to ${MOST_PER_SECOND} requests a second.`);
  }
  return given;
}

/** As the command line takes rates: a region, or `channel=30,bearer=10`, with `charged` where refused requests count. Throws USAGE. */
export function textToRates(text: string): Rates {
  if (!text.includes("=")) return readRates(text as RatedRegion);
  const rates: { channel?: number; bearer?: number; isRefusedCharged?: boolean } = {};
  for (const part of text.split(",")) {
    const [name = "", value = ""] = part.trim().split("=");
    if (name === "charged" && value === "") rates.isRefusedCharged = true;
    else if ((name === "channel" || name === "bearer") && /^\d+(\.\d+)?$/.test(value)) rates[name] = Number(value);
    else
      throw new BridgeError("USAGE", `${part} is no rate. Give a region, or channel=30,bearer=10 and perhaps charged.`);
  }
  return readRates(rates);
}

/** Rates in words. */
export function ratesToText({ channel, bearer, isRefusedCharged }: Rates): string {
  const named = Object.entries({ channel, bearer }).flatMap(([name, rate]) =>
    rate ? `${rate} requests/s a ${name}` : [],
  );
  return [...named, ...(isRefusedCharged ? ["refused ones count"] : [])].join(", ");
}

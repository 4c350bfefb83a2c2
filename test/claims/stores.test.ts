import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { CLAIM_LIFE_MS, type Claim, type Claims, type ClaimWrite, writeToClaim } from "../../src/ports/claims.ts";
import { describeClaims, type MakeClaims } from "../../tools/testing/claims/describe-claims.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

let server: TestTable;
beforeAll(async () => {
  server = await startTable();
});
afterAll(() => server.close());

describeClaims("in memory", createMemoryClaims, { describe, it });
describeClaims(
  "in DynamoDB",
  (now) => createDynamoClaims({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now }),
  { describe, it },
);

/** The names of the tests that a store fails. */
async function failuresOf(make: MakeClaims): Promise<string[]> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  let group = "";
  describeClaims("a wrong one", make, {
    describe: (name, body) => {
      group = name;
      body();
      group = "";
    },
    it: (name, body) => tests.push({ name: group.startsWith("with ") ? `${group}: ${name}` : name, body }),
  });
  const failed: string[] = [];
  for (const { name, body } of tests)
    await body().catch(() => {
      failed.push(name);
    });
  return failed;
}

/** A store that is right but for what is said to be otherwise. */
function wrongStore(
  now: () => number,
  wrong: {
    readonly key?: (id: string) => string;
    readonly lives?: (claim: Claim, writtenAt: number, lifeMs: number) => boolean;
    readonly pause?: () => Promise<void>;
    readonly change?: (claim: Claim | undefined, write: ClaimWrite) => Claim | "none" | "refused" | undefined;
    readonly give?: (claim: Claim | undefined) => Claim | undefined;
  },
): Claims {
  const {
    key = (id) => id,
    lives = ({ since }, _, lifeMs) => since + lifeMs > now(),
    pause = async () => {},
    change = () => undefined,
    give = (claim) => claim,
  } = wrong;
  const kept = new Map<string, { claim: Claim; at: number; lifeMs: number }>();
  const current = (id: string) => {
    const one = kept.get(key(id));
    return one && lives(one.claim, one.at, one.lifeMs) ? one.claim : undefined;
  };
  return {
    isDurable: false,
    read: async (id) => give(current(id)),
    write: async (id, write) => {
      const before = current(id);
      if (wrong.pause) await pause();
      const after = change(before, write) ?? writeToClaim(before, write, now());
      if (after === "none") kept.delete(key(id));
      else if (after !== "refused") {
        const asked = ("lifeMs" in write ? write.lifeMs : undefined) ?? CLAIM_LIFE_MS;
        const lifeMs = before ? (kept.get(key(id))?.lifeMs ?? 0) : asked;
        kept.set(key(id), { claim: after, at: now(), lifeMs });
      }
      return after;
    },
  };
}

describe("the contract of a store", () => {
  it("finds nothing in a store that is right", async () => {
    expect(await failuresOf((now) => wrongStore(now, {}))).toEqual([]);
  });

  it.each<[what: string, make: MakeClaims, failed: string]>([
    [
      "claims what is claimed already",
      (now) =>
        wrongStore(now, {
          change: (_, write) => (write.kind === "claim" ? writeToClaim(undefined, write, now()) : undefined),
        }),
      "with another's claim in it: does with claim what the write means",
    ],
    [
      "remembers for an attempt that lost its claim",
      (now) =>
        wrongStore(now, {
          change: (claim, write) =>
            write.kind === "remember" && claim?.state === "claimed"
              ? writeToClaim({ ...claim, by: write.by }, write, now())
              : undefined,
        }),
      "with another's claim in it: does with remember what the write means",
    ],
    [
      "says none where a write was refused",
      (now) =>
        wrongStore(now, {
          change: (claim, write) => (writeToClaim(claim, write, now()) === "refused" && !claim ? "none" : undefined),
        }),
      "with nothing in it: does with register what the write means",
    ],
    [
      "gives no parts back",
      (now) =>
        wrongStore(now, {
          give: (claim) => {
            if (claim?.state !== "remembered") return claim;
            const { parts: _, ...answer } = claim.answer;
            return { ...claim, answer };
          },
        }),
      "with our own answer in it: does with register what the write means",
    ],
    [
      "reads and writes in two steps",
      (now) => wrongStore(now, { pause: async () => {} }),
      "lets one of many that claim at once have it",
    ],
    [
      "loses who joins at once",
      (now) => wrongStore(now, { pause: async () => {} }),
      "names a poster once, and loses none of many that join and leave at once",
    ],
    [
      "never forgets",
      (now) => wrongStore(now, { lives: () => true }),
      "forgets a delivery 48 hours after the first write, whatever is written later",
    ],
    [
      "counts from the last write",
      (now) => wrongStore(now, { lives: (_, at) => at + CLAIM_LIFE_MS > now() }),
      "forgets a delivery 48 hours after the first write, whatever is written later",
    ],
    [
      "forgets too early",
      (now) => wrongStore(now, { lives: ({ since }) => since + CLAIM_LIFE_MS / 2 > now() }),
      "forgets a delivery 48 hours after the first write, whatever is written later",
    ],
    [
      "gives every record the life of a delivery",
      (now) => wrongStore(now, { lives: ({ since }) => since + CLAIM_LIFE_MS > now() }),
      "keeps a record as long as its first write says, and the next one of its id as long as that says",
    ],
    [
      "cuts ids off",
      (now) => wrongStore(now, { key: (id) => id.slice(0, 250) }),
      "keeps deliveries apart, with ids of up to 256 characters",
    ],
  ])("finds a store that %s", async (_what, make, failed) => {
    expect(await failuresOf(make)).toContain(failed);
  });

  it("says what was expected and what came, and of which writes", async () => {
    const told: string[] = [];
    const bodies: (() => Promise<void>)[] = [];
    describeClaims("a wrong one", (now) => wrongStore(now, { change: () => "refused" }), {
      describe: (_name, body) => body(),
      it: (_name, body) => bodies.push(body),
    });
    for (const body of bodies) await body().catch((error: Error) => told.push(error.message));
    expect(told[0]).toMatch(/^claim by me: expected \{"state":"claimed",.*\}, got "refused"/);
  });
});

import { deepStrictEqual, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { CLAIM_LIFE_MS, type Claim, type Claims, type ClaimWrite, writeToClaim } from "../../../src/ports/claims.ts";
import { runnerOf, type TestRunner } from "../describe-cases.ts";
import { answerOf, randomWrites, STATES, writesOf } from "./sample-writes.ts";

/**
 * Gives a store that dates its records by this clock (epoch milliseconds). It is asked once for each test; all stores may keep their
 * records in one place, because every delivery has an id of its own.
 */
export type MakeClaims = (now: () => number) => Claims | Promise<Claims>;

const NOON = Date.parse("2026-11-24T12:00:00.400Z");
const noon = () => NOON;
/** Long enough for a store across a network. */
const CALL_MS = 5_000;
const RANDOM_RUNS = 60;
/** As long as a welcome is remembered. */
const LONG_LIFE_MS = 90 * 24 * 60 * 60 * 1_000;

const read = (store: Claims, id: string) => store.read(id, { signal: AbortSignal.timeout(CALL_MS) });
const write = (store: Claims, id: string, one: ClaimWrite) =>
  store.write(id, one, { signal: AbortSignal.timeout(CALL_MS) });

/**
 * The contract of a store of claims as tests: what each write does in each state, what concurrent writes come to, and when a record
 * ends. `chime-lex-bridge/testing/vitest` has the same function with vitest's own runner; without a runner given, this takes the
 * global `describe` and `it`. Throws USAGE where there is none.
 *
 * @experimental May change in a minor version while the protocol of claims is young.
 */
export function describeClaims(name: string, makeStore: MakeClaims, runner: Partial<TestRunner> = {}): void {
  const { describe, it } = runnerOf(runner, "describeClaims");
  const newId = () => `claims-${randomUUID()}`;

  describe(`a store of claims: ${name}`, () => {
    for (const { what, writes } of STATES) {
      describe(`with ${what} in it`, () => {
        for (const last of writesOf("me", "you")) {
          it(`does with ${last.kind} what the write means`, async () => {
            await follows(await makeStore(noon), newId(), [...writes, last]);
          });
        }
      });
    }

    it("does what its writes mean, in whatever order they come", async () => {
      const store = await makeStore(noon);
      for (let seed = 0; seed < RANDOM_RUNS; seed++) await follows(store, newId(), randomWrites(seed));
    });

    it("forgets a delivery 48 hours after the first write, whatever is written later", async () => {
      let now = Date.parse("2026-11-24T12:00:00Z");
      const store = await makeStore(() => now);
      const id = newId();
      await write(store, id, { kind: "claim", by: "me", until: 1 });
      now += CLAIM_LIFE_MS - 2_000;
      await write(store, id, { kind: "reclaim", by: "you", from: "me", until: 2 });
      await write(store, id, { kind: "remember", by: "you", answer: answerOf("x"), released: false });
      ok(await read(store, id), "The record is gone before its 48 hours are over.");
      now += 4_000;
      same(await read(store, id), undefined, "a read after 48 hours");
    });

    it("keeps a record as long as its first write says, and the next one of its id as long as that says", async () => {
      let now = Date.parse("2026-11-24T12:00:00Z");
      const store = await makeStore(() => now);
      const id = newId();
      await write(store, id, { kind: "claim", by: "me", until: 1, lifeMs: LONG_LIFE_MS });
      now += LONG_LIFE_MS - 2_000;
      const held = await write(store, id, { kind: "reclaim", by: "you", from: "me", until: 2 });
      same(typeof held === "object" && held.since, now + 2_000 - LONG_LIFE_MS, "when a record of 90 days began");
      now += 4_000;
      same(await read(store, id), undefined, "a read after 90 days");
      await write(store, id, { kind: "keep", by: "me", answer: answerOf("x") });
      same((await read(store, id))?.since, now, "when the next record began");
      now += CLAIM_LIFE_MS + 2_000;
      same(await read(store, id), undefined, "a read 48 hours after that");
    });

    for (const one of writesOf("me", "you")) {
      it(`takes a delivery that is 48 hours old as new, with ${one.kind}`, async () => {
        let now = Date.parse("2026-11-24T12:00:00Z");
        const store = await makeStore(() => now);
        for (const first of [writesOf("you", "me")[0], writesOf("you", "me")[1]] as ClaimWrite[]) {
          const id = newId();
          await write(store, id, first);
          now += CLAIM_LIFE_MS + 2_000;
          const meant = writeToClaim(undefined, one, now);
          same(await write(store, id, one), meant, `${one.kind} after 48 hours`);
          same(await read(store, id), heldAfter(undefined, meant), `a read after ${one.kind}`);
        }
      });
    }

    it("lets one of many that claim at once have it", async () => {
      const store = await makeStore(noon);
      const id = newId();
      const all = Array.from({ length: 20 }, (_, at) => write(store, id, { kind: "claim", by: `by-${at}`, until: 1 }));
      const won = (await Promise.all(all)).filter((result) => result !== "refused");
      same(won.length, 1, "how many of 20 claims at once were accepted");
    });

    it("names a poster once, and loses none of many that join and leave at once", async () => {
      const store = await makeStore(noon);
      const id = newId();
      const all = Array.from({ length: 10 }, (_, at) => `by-${at}`);
      await write(store, id, { kind: "keep", by: "by-0", answer: answerOf("x") });
      await Promise.all([...all, ...all].map((by) => write(store, id, { kind: "register", by })));
      same((await read(store, id))?.posters.toSorted(), all.toSorted(), "the posters after 20 joined at once");
      const after = await Promise.all(all.map((by) => write(store, id, { kind: "leave", by })));
      const empty = after.filter((claim) => typeof claim === "object" && claim.posters.length === 0);
      same(empty.length, 1, "how many of 10 that left at once were told that no poster is left");
    });

    it("keeps deliveries apart, with ids of up to 256 characters", async () => {
      const store = await makeStore(noon);
      const id = newId().padEnd(255, "x");
      await write(store, `${id}1`, { kind: "claim", by: "me", until: 1 });
      same(await read(store, `${id}2`), undefined, "a read of another delivery");
      ok(await read(store, `${id}1`), "The delivery that was claimed isn't there.");
    });
  });
}

/** Throws where a write, or a read after it, gives something else than `writeToClaim` does. */
async function follows(store: Claims, id: string, writes: readonly ClaimWrite[]): Promise<void> {
  let model: Claim | undefined;
  for (const [at, one] of writes.entries()) {
    const told = writes.slice(0, at + 1).map(({ kind, by }) => `${kind} by ${by}`);
    const meant = writeToClaim(model, one, NOON);
    same(await write(store, id, one), meant, told.join(", "));
    model = heldAfter(model, meant);
    same(await read(store, id), model, `a read after ${told.join(", ")}`);
  }
}

/** What a store then holds. */
function heldAfter(before: Claim | undefined, after: Claim | "none" | "refused"): Claim | undefined {
  return after === "refused" ? before : after === "none" ? undefined : after;
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [given, wanted] = [comparable(actual), comparable(expected)];
  const told = `${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(given)}`;
  deepStrictEqual(given, wanted, told);
}

/** A store may leave out a member or give it as undefined. Posters are a set, so their order means nothing. */
function comparable(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return JSON.parse(JSON.stringify(value), (key, inner) => (key === "posters" ? inner.toSorted() : inner));
}

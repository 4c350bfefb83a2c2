import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import {
  type Answer,
  CLAIM_LIFE_MS,
  type Claim,
  type Claims,
  type ClaimWrite,
  writeToClaim,
} from "../../src/ports/claims.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

let server: TestTable;
beforeAll(async () => {
  server = await startTable();
});
afterAll(() => server.close());

const options = () => ({ signal: AbortSignal.timeout(5_000) });
const answerOf = (text: string): Answer => ({
  callback: { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m", Content: text } },
  outcome: "replied",
});
/** Who has posted is a set: its order means nothing. */
const sorted = (claim: Claim | "none" | "refused" | undefined) =>
  typeof claim === "object" ? { ...claim, posters: claim.posters.toSorted() } : claim;
/** What a store then holds. */
const heldAfter = (before: Claim | undefined, after: Claim | "none" | "refused") =>
  after === "refused" ? before : after === "none" ? undefined : after;
/** A clock that stands: a record is dated to the second. */
const NOON = Date.parse("2026-11-24T12:00:00.400Z");
const noon = () => NOON;

const writesOf = (by: string, from: string): ClaimWrite[] => [
  { kind: "claim", by, until: 1_000 },
  { kind: "keep", by, answer: answerOf(`kept by ${by}`) },
  { kind: "remember", by, answer: answerOf(`reply to ${by}`), released: true },
  { kind: "take-over", by, from, answer: answerOf(`doubt of ${by}`), released: false },
  { kind: "reclaim", by, from, until: 2_000 },
  { kind: "register", by },
  { kind: "leave", by },
  { kind: "abandon", by },
  { kind: "finish", by },
];
const BEFORE: [what: string, writes: ClaimWrite[]][] = [
  ["nothing", []],
  ["our own claim", [{ kind: "claim", by: "me", until: 900 }]],
  ["another's claim", [{ kind: "claim", by: "you", until: 900 }]],
  ["our own memory", [{ kind: "keep", by: "me", answer: answerOf("x") }]],
  ["another's memory", [{ kind: "keep", by: "you", answer: answerOf("y") }]],
  [
    "a memory that both may have posted",
    [
      { kind: "keep", by: "you", answer: answerOf("z") },
      { kind: "register", by: "me" },
    ],
  ],
  [
    "our claim, which nobody may have posted for",
    [
      { kind: "claim", by: "me", until: 900 },
      { kind: "leave", by: "me" },
    ],
  ],
  [
    "our claim, taken from another",
    [
      { kind: "claim", by: "you", until: 900 },
      { kind: "reclaim", by: "me", from: "you", until: 950 },
    ],
  ],
  [
    "a claim that was given up",
    [
      { kind: "claim", by: "me", until: 900 },
      { kind: "abandon", by: "me" },
    ],
  ],
  [
    "a reply whose parts are all sent",
    [
      { kind: "keep", by: "you", answer: answerOf("y") },
      { kind: "finish", by: "you" },
    ],
  ],
  [
    "a memory that nobody may have posted",
    [
      { kind: "keep", by: "me", answer: answerOf("z") },
      { kind: "leave", by: "me" },
    ],
  ],
];

describe.each<[name: string, make: (now: () => number) => Claims]>([
  ["in memory", (now) => createMemoryClaims(now)],
  [
    "in DynamoDB",
    (now) => createDynamoClaims({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now }),
  ],
])("a store of claims %s", (name, make) => {
  let ids = 0;
  const newId = () => `${name}:${ids++}`;

  describe.each(BEFORE)("with %s in it", (_what, before) => {
    it.each(writesOf("me", "you").map((write) => [write.kind, write] as const))(
      "does with %s what the write means",
      async (_kind, write) => {
        const store = make(noon);
        const id = newId();
        let model: Claim | undefined;
        for (const one of before) {
          await store.write(id, one, options());
          model = heldAfter(model, writeToClaim(model, one, NOON));
        }
        const result = await store.write(id, write, options());
        const meant = writeToClaim(model, write, NOON);
        expect(sorted(result)).toEqual(sorted(meant));
        expect(sorted(await store.read(id, options()))).toEqual(sorted(heldAfter(model, meant)));
      },
    );
  });

  it("forgets a delivery after 48 hours, and then takes it as new", async () => {
    let now = Date.parse("2026-11-24T12:00:00Z");
    const store = make(() => now);
    const id = newId();
    await store.write(id, { kind: "keep", by: "me", answer: answerOf("x") }, options());
    now += CLAIM_LIFE_MS - 2_000;
    expect(await store.read(id, options())).toBeDefined();
    await store.write(id, { kind: "register", by: "you" }, options());
    now += 4_000;
    expect(await store.read(id, options())).toBeUndefined();
    expect(await store.write(id, { kind: "register", by: "you" }, options())).toBe("refused");
    const claimed = { state: "claimed", by: "you", until: 5, posters: ["you"], since: now };
    expect(await store.write(id, { kind: "claim", by: "you", until: 5 }, options())).toEqual(claimed);
    expect(await store.read(id, options())).toEqual(claimed);
  });

  it.each(writesOf("me", "you").map((write) => [write.kind, write] as const))(
    "takes a delivery that is 48 hours old as new with %s",
    async (_kind, write) => {
      let now = Date.parse("2026-11-24T12:00:00Z");
      const store = make(() => now);
      for (const before of [
        { kind: "claim", by: "you", until: 900 },
        { kind: "keep", by: "you", answer: answerOf("x") },
      ] as const) {
        const id = newId();
        await store.write(id, before, options());
        now += CLAIM_LIFE_MS + 2_000;
        const meant = writeToClaim(undefined, write, now);
        expect(await store.write(id, write, options())).toEqual(meant);
        expect(await store.read(id, options())).toEqual(heldAfter(undefined, meant));
      }
    },
  );

  it("counts the 48 hours from the first write, whatever is written later", async () => {
    let now = Date.parse("2026-11-24T12:00:00Z");
    const store = make(() => now);
    const id = newId();
    await store.write(id, { kind: "claim", by: "me", until: 1 }, options());
    now += CLAIM_LIFE_MS - 2_000;
    await store.write(id, { kind: "reclaim", by: "you", from: "me", until: 2 }, options());
    await store.write(id, { kind: "remember", by: "you", answer: answerOf("x"), released: false }, options());
    expect(await store.read(id, options())).toBeDefined();
    now += 4_000;
    expect(await store.read(id, options())).toBeUndefined();
  });

  it("names a poster once, and loses none of many that join at once", async () => {
    const store = make(Date.now);
    const id = newId();
    const all = Array.from({ length: 10 }, (_, at) => `by-${at}`);
    await store.write(id, { kind: "keep", by: "by-0", answer: answerOf("x") }, options());
    await Promise.all([...all, ...all].map((by) => store.write(id, { kind: "register", by }, options())));
    expect(sorted(await store.read(id, options()))).toMatchObject({ posters: all.toSorted() });
    const left = await Promise.all(all.map((by) => store.write(id, { kind: "leave", by }, options())));
    const empty = left.filter(
      (after) => typeof after === "object" && after.state === "remembered" && after.posters.length === 0,
    );
    expect(empty).toHaveLength(1);
  });

  it("lets one of many that claim at once have it", async () => {
    const store = make(Date.now);
    const id = newId();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => store.write(id, { kind: "claim", by: `by-${at}`, until: 1 }, options())),
    );
    expect(all.filter((result) => result !== "refused")).toHaveLength(1);
  });

  it("keeps deliveries apart", async () => {
    const store = make(Date.now);
    const [one, other] = [newId(), newId()];
    await store.write(one, { kind: "claim", by: "me", until: 1 }, options());
    expect(await store.read(other, options())).toBeUndefined();
  });

  it("comes to what its writes mean, whatever their order", async () => {
    const anyWrite = fc
      .record({ by: fc.constantFrom("a", "b", "c"), from: fc.constantFrom("a", "b", "c"), at: fc.nat(8) })
      .map(({ by, from, at }) => writesOf(by, from)[at] as ClaimWrite);
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrite, { maxLength: 8 }), async (writes) => {
        const store = make(noon);
        const id = newId();
        let model: Claim | undefined;
        for (const write of writes) {
          const meant = writeToClaim(model, write, NOON);
          expect(sorted(await store.write(id, write, options()))).toEqual(sorted(meant));
          model = heldAfter(model, meant);
        }
        expect(sorted(await store.read(id, options()))).toEqual(sorted(model));
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoPauses } from "../../src/claims/dynamodb/claims.ts";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { PAUSE_LIFE_MS, type Pause, type Pauses, type PauseWrite, writeToPause } from "../../src/ports/handoff.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

let server: TestTable;
beforeAll(async () => {
  server = await startTable();
});
afterAll(() => server.close());

const NOON = Date.parse("2026-11-29T12:00:00.400Z");
const HALF_AN_HOUR = 1_800_000;
const signal = () => AbortSignal.timeout(5_000);
let ids = 0;

const writesAt = (at: number): PauseWrite[] => [
  { kind: "pause", by: "m:c", reason: "intent", at, until: NOON + HALF_AN_HOUR, asker: "arn:ana" },
  { kind: "pause", by: "n:d", reason: "phrase", at, until: NOON - 1 },
  { kind: "hold", by: "agent", reason: "agent", at, until: NOON + 2 * HALF_AN_HOUR },
  { kind: "hold", by: "agent", reason: "agent", at, until: NOON + HALF_AN_HOUR, asker: "arn:ana" },
  { kind: "hold", by: "call", reason: "call", at, until: NOON },
  { kind: "extend", at, until: NOON + 3 * HALF_AN_HOUR },
  { kind: "resume", at },
];

const STORES: readonly [name: string, make: (now: () => number) => Pauses][] = [
  ["in memory", createMemoryPauses],
  [
    "in DynamoDB",
    (now) => createDynamoPauses({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now }),
  ],
];

describe.each(STORES)("a store of pauses %s", (_name, make) => {
  it("does what two writes after another mean, whatever they are and in whatever order they are dated", async () => {
    const store = make(() => NOON);
    for (const first of writesAt(5)) {
      for (const second of [...writesAt(4), ...writesAt(5), ...writesAt(6)]) {
        const id = `pause:${ids++}`;
        const one = writeToPause(undefined, first, NOON);
        expect(await store.write(id, first, { signal: signal() })).toEqual(one);
        const held = one === "refused" ? undefined : one;
        const two = writeToPause(held, second, NOON);
        expect(await store.write(id, second, { signal: signal() }), `${first.kind}, ${second.kind}`).toEqual(two);
        expect(await store.read(id, { signal: signal() })).toEqual(two === "refused" ? held : two);
      }
    }
  });

  it("forgets a resume after 48 hours, and not before: a redelivery must still find it", async () => {
    let now = NOON;
    const store = make(() => now);
    const id = `pause:${ids++}`;
    const late = { kind: "pause", by: "m:c", reason: "intent", at: 1, until: NOON * 2 } as const;
    await store.write(id, { kind: "resume", at: 2 }, { signal: signal() });
    now += PAUSE_LIFE_MS - 2_000;
    expect(await store.write(id, late, { signal: signal() })).toBe("refused");
    now += 4_000;
    expect(await store.read(id, { signal: signal() })).toBeUndefined();
    expect(await store.write(id, late, { signal: signal() })).toMatchObject({ state: "paused", by: "m:c" });
  });

  it("keeps a pause for as long as it holds", async () => {
    let now = NOON;
    const store = make(() => now);
    const id = `pause:${ids++}`;
    const week = NOON + 7 * 24 * 3_600_000;
    await store.write(id, { kind: "hold", by: "call", reason: "call", at: 1, until: week }, { signal: signal() });
    now = week - 2_000;
    expect(await store.read(id, { signal: signal() })).toMatchObject({ state: "paused", until: week });
  });

  it("lets one of many that pause at once be the one who paused", async () => {
    const store = make(() => NOON);
    const id = `pause:${ids++}`;
    const pauses = Array.from({ length: 10 }, (_, at) =>
      store.write(
        id,
        { kind: "pause", by: `m:${at}`, reason: "intent", at: 1, until: NOON + HALF_AN_HOUR },
        { signal: signal() },
      ),
    );
    const taken = (await Promise.all(pauses)).filter((one): one is Pause => one !== "refused");
    expect(taken).toHaveLength(1);
    expect(await store.read(id, { signal: signal() })).toEqual(taken[0]);
  });
});

it("an item of the table that no bridge wrote is refused with the fix", async () => {
  const pauses = createDynamoPauses({
    ...TABLE_ACCESS,
    table: server.table,
    endpoint: server.endpoint,
    now: () => NOON,
  });
  const { createDynamoClaims } = await import("../../src/claims/dynamodb/claims.ts");
  const claims = createDynamoClaims({
    ...TABLE_ACCESS,
    table: server.table,
    endpoint: server.endpoint,
    now: () => NOON,
  });
  await claims.write("pause:odd", { kind: "claim", by: "me", until: 1 }, { signal: signal() });
  await expect(pauses.read("pause:odd", { signal: signal() })).rejects.toMatchObject({
    code: "CLAIMS_REFUSED",
    fix: expect.stringContaining("claims and pauses alone"),
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import type { Claims, ClaimWrite } from "../../src/ports/claims.ts";
import { STATES, writesOf } from "../../tools/testing/claims/sample-writes.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

/** A deploy that rolls lets containers of both versions work on one table, so neither may misread what the other writes. */
describe.each([
  ["the version before", "today's"],
  ["today's", "the version before"],
])("a record that %s store writes", (first, second) => {
  let table: TestTable;
  const stores: Record<string, Claims> = {};
  beforeAll(async () => {
    table = await startTable();
    // No version was published before this one: an early one that knows both deliveries stands for it.
    const earlier = new URL("../../fixtures/claims/store-at-eae211d.mjs", import.meta.url).href;
    const { createDynamoClaims: createEarlier } = (await import(earlier)) as {
      createDynamoClaims: typeof createDynamoClaims;
    };
    const options = { table: table.table, endpoint: table.endpoint, now: () => NOW, ...TABLE_ACCESS };
    stores["today's"] = createDynamoClaims(options);
    stores["the version before"] = createEarlier(options);
  });
  afterAll(() => table.close());

  const { signal } = new AbortController();
  const storeOf = (name: string) => stores[name] as Claims;

  it.each(STATES.filter(({ writes }) => writes.every(isKnown)))(
    `is read alike by ${second}, and every write of it does the same: $what`,
    async ({ what, writes }) => {
      for (const [at, write] of [undefined, ...writesOf("me", "you").filter(isKnown)].entries()) {
        const run = async (after: string, how: string) => {
          const id = `${first}:${what}:${at}:${how}`;
          for (const one of writes) expect(await storeOf(first).write(id, one, { signal })).not.toBe("refused");
          const written = write && (await storeOf(after).write(id, write, { signal }));
          const read = await Promise.all([first, second].map((name) => storeOf(name).read(id, { signal })));
          return { written, read };
        };
        const [mixed, alone] = [await run(second, "mixed"), await run(first, "alone")];
        expect(mixed.read[0]).toEqual(mixed.read[1]);
        expect(mixed).toEqual(alone);
      }
    },
  );
});

/** An early version knows no placeholder: it leaves one of ours alone, and announces none. */
function isKnown(write: ClaimWrite): boolean {
  return write.kind !== "announce" && !(write.kind === "remember" && write.placeholder);
}

/** Epoch milliseconds; any instant will do. */
const NOW = 1_795_000_000_000;

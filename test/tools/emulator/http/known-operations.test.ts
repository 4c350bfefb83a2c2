import * as identity from "@aws-sdk/client-chime-sdk-identity";
import * as messaging from "@aws-sdk/client-chime-sdk-messaging";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  IDENTITY_OPERATIONS,
  type KnownOperation,
  MESSAGING_OPERATIONS,
} from "../../../../tools/emulator/http/chime/known-operations.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

/** Name, method and path of every operation that a client exports, by its commands and their schemas. */
function exportedBy(client: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(client).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  const rows = names.map((name) => {
    const [, , , traits] = client[`${name}$`] as [unknown, unknown, unknown, { http: [string, string, number] }];
    return `${name}: ${traits.http[0]} ${traits.http[1]}`;
  });
  return rows.sort();
}
const rowsOf = (operations: readonly KnownOperation[]) =>
  operations.map(({ name, request }) => `${name}: ${request}`).sort();

describe("the table of operations", () => {
  it("has every operation of the messaging client, and no other", () => {
    expect(rowsOf(MESSAGING_OPERATIONS)).toEqual(exportedBy(messaging));
  });

  it("has every operation of the identity client, and no other", () => {
    expect(rowsOf(IDENTITY_OPERATIONS)).toEqual(exportedBy(identity));
  });
});

describe("an operation", () => {
  let emulator: Emulator;
  let url: string;
  beforeAll(async () => {
    emulator = await createEmulator({ bots: [] });
    ({ url } = await emulator.listen());
  });
  afterAll(() => emulator.close());

  const asked = async (method: string, path: string) => {
    const response = await fetch(`${url}${path}`, { method });
    return { name: response.headers.get("x-amzn-errortype"), text: await response.text() };
  };
  const all = [...MESSAGING_OPERATIONS, ...IDENTITY_OPERATIONS].map(
    ({ name, request, isEmulated }) => [name, request, isEmulated] as const,
  );

  it.each(all.filter(([, , isEmulated]) => !isEmulated))("%s is refused by its name", async (name, request) => {
    const [method = "", path = ""] = request.split(" ");
    const told = await asked(method, path.replaceAll(/\{\w+\}/g, "x"));
    expect(told.name).toBe("UnknownOperationException");
    expect(JSON.parse(told.text).Message).toContain(`The emulator has no ${name}.`);
  });

  it.each(all.filter(([, , isEmulated]) => isEmulated))("%s is answered", async (_name, request) => {
    const [method = "", path = ""] = request.split(" ");
    expect((await asked(method, path.replaceAll(/\{\w+\}/g, "x"))).name).not.toBe("UnknownOperationException");
  });

  it.each([
    ["GET", "/channels/x?scope=something-new"],
    ["POST", "/channels/x?operation=something-new"],
    ["POST", "/channels/x/memberships?operation=something-new"],
    ["POST", "/channels?operation=something-new"],
    ["PATCH", "/channels/x"],
  ])("that no model has (%s %s) is not taken for one that is there", async (method, path) => {
    expect((await asked(method, path)).name).toBe("UnknownOperationException");
  });
});

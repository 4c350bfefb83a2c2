import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createBridge } from "../src/index.ts";
import { CASE_CONFIG } from "../tools/testing/run-cases.ts";

const folder = new URL("../fixtures/refused/", import.meta.url);
const read = (name: string, file: string) => JSON.parse(readFileSync(new URL(`${name}/${file}`, folder), "utf8"));

/** What the bridge does with what must be refused; nothing is posted, whatever it is. */
async function refuse(name: string) {
  const posted: unknown[] = [];
  const functions = { channelFlowCallback: async (callback: unknown) => void posted.push(callback) };
  const isConfig = existsSync(new URL(`${name}/config.json`, folder));
  const attempt = async () =>
    isConfig
      ? createBridge(read(name, "config.json"), functions)
      : createBridge(CASE_CONFIG, functions).handle(read(name, "event.json"));
  const thrown: unknown = await attempt().then(
    () => "nothing was thrown",
    (caught: unknown) => caught,
  );
  return { thrown, posted };
}

describe("what must be refused is refused by name, with the fix", () => {
  it.each(readdirSync(folder).map((name) => [name.replaceAll("-", " "), name] as const))("%s", async (_title, name) => {
    const { error, says } = read(name, "case.json");
    const { thrown, posted } = await refuse(name);
    expect(thrown).toMatchObject({ name: "BridgeError", code: error, detail: says });
    expect((thrown as Error).message).toMatch(new RegExp(`^${error}: .+ (Pass|Correct) `));
    expect(posted).toEqual([]);
  });
});

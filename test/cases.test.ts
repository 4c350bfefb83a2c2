import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { isEnvelope } from "../mappers/read-envelope.ts";
import { WrittenCallback } from "../mappers/shapes/callback.ts";
import { readCases } from "../src/testing/case-folder.ts";
import { runCase } from "../src/testing/run-cases.ts";

const folder = fileURLToPath(new URL("../fixtures/cases", import.meta.url));

describe("every case ends as its files say", () => {
  it.each(readCases(folder).map((one) => [one.name.replaceAll("-", " "), one] as const))("%s", async (_name, one) => {
    const { differences, actual } = await runCase(one);
    expect(differences).toEqual([]);
    const isWritten = isEnvelope(
      actual.callback?.ChannelMessage.Content ?? "",
      actual.callback?.ChannelMessage.ContentType,
    );
    const limits = isWritten ? z.safeParse(WrittenCallback, actual.callback).error : undefined;
    expect(limits).toBeUndefined();
  });
});

import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import type { Env } from "./answers.ts";

/** The sample bot's pictures, in the package and in a checkout. */
const PLACES = [
  new URL("../fixtures/bots/bank-bot/pictures/", import.meta.url),
  new URL("../../../fixtures/bots/bank-bot/pictures/", import.meta.url),
];

/**
 * The pictures of the sample bot's cards. Their addresses are at bank.example, which no network knows (RFC 2606), so that the cards hold
 * what a real bot's would, and the page shows them without a network.
 */
export function samplePictures(): Hono<Env> {
  return new Hono<Env>().get("/:name{[a-z]+\\.svg}", async (c) => {
    for (const place of PLACES) {
      const picture = await readFile(new URL(c.req.param("name"), place)).catch(() => undefined);
      if (picture !== undefined) return c.body(new Uint8Array(picture), 200, { "content-type": "image/svg+xml" });
    }
    return c.notFound();
  });
}

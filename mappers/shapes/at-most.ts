import * as z from "zod/mini";

/**
 * A limit in UTF-16 units, which is right whether a service counts units or characters (`docs/facts.md` §4). zod's own `maxLength` counts
 * code points since 4.5, so that it lets twice as many units pass.
 */
export const atMost = (max: number, message = `must be at most ${max} UTF-16 units`) =>
  z.refine((text) => String(text).length <= max, message);

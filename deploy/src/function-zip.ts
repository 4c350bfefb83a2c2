import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The deployable function that comes with `chime-lex-bridge`. */
export function functionZip(): string {
  const manifest = createRequire(import.meta.url).resolve("chime-lex-bridge/package.json");
  return join(dirname(manifest), "dist/lambda/function.zip");
}

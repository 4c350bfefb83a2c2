import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";

/**
 * The deployable function that comes with `chime-lex-bridge`: the folder `dist/lambda`. The CDK names it by a hash of its contents, so
 * what changes nothing deploys nothing. A checkout's build also puts the same files there as a zip, which isn't part of the function.
 */
export function functionCode(): Code {
  const manifest = createRequire(import.meta.url).resolve("chime-lex-bridge/package.json");
  return Code.fromAsset(join(dirname(manifest), "dist/lambda"), { exclude: ["*.zip"] });
}

#!/usr/bin/env bash
# Shows: z.toJSONSchema of an object writes additionalProperties: false for its output, and not for io: "input"
# Version: zod 4.6.7
# A good guess: both directions of one object forbid the same members.
# Why it matters: an editor that checks a configuration by the schema accepts a misspelt option.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts zod@4.6.7 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import * as z from "zod";
const closed = (schema, io) => z.toJSONSchema(schema, { io }).additionalProperties;
const plain = z.object({ name: z.string() });
const seen = [closed(plain, "output"), closed(plain, "input"), closed(z.strictObject({ name: z.string() }), "input")];
console.log(`object, output: ${seen[0]}; object, input: ${seen[1]}; strictObject, input: ${seen[2]}`);
process.exit(seen[0] === false && seen[1] === undefined && seen[2] === false ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs

#!/usr/bin/env bash
# Shows: z.toJSONSchema writes a regular expression without its flags, so the schema refuses what zod takes
# Version: zod 4.6.7, with ajv 8.17.1 as the reader of the schema
# A good guess: an expression that JSON Schema can't say is refused, as a transform is, or its letters are written in both cases.
# Why it matters: an editor marks a right value as wrong, and nothing tells the author of the schema.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts zod@4.6.7 ajv@8.17.1 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import Ajv from "ajv/dist/2020.js";
import * as z from "zod";

const schema = z.string().regex(/^arn:/i);
const written = z.toJSONSchema(schema);
const [byZod, bySchema] = [schema.safeParse("ARN:aws").success, new Ajv.default().validate(written, "ARN:aws")];
console.log(`/^arn:/i is written as ${JSON.stringify(written.pattern)}; "ARN:aws": zod ${byZod}, schema ${bySchema}`);
process.exit(byZod && !bySchema && written.pattern === "^arn:" ? 0 : 1);
PROGRAM
node seen.mjs

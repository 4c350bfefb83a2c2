#!/usr/bin/env bash
# Shows: max(1) takes an emoji of two UTF-16 units in zod 4.6.7, and refused it in 4.4.0
# Version: zod 4.6.7 against 4.4.0
# A good guess: max compares with the length of the string in JavaScript, and a minor release doesn't change what is valid.
# Why it matters: text that must fit a service's or a database's UTF-16 units passes at up to twice their number.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts zod@4.6.7 before@npm:zod@4.4.0 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import * as before from "before";
import * as z from "zod";

const takes = (one) => one.string().max(1).safeParse("😀").success;
const seen = [takes(before), takes(z)];
console.log(`"😀".length: ${"😀".length}; max(1) takes it in 4.4.0: ${seen[0]}, in 4.6.7: ${seen[1]}`);
process.exit(seen[0] === false && seen[1] === true ? 0 : 1);
PROGRAM
node seen.mjs

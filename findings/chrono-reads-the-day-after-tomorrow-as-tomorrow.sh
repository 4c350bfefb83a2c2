#!/usr/bin/env bash
# Shows: chrono.es reads "pasado mañana" (the day after tomorrow) as tomorrow
# Version: chrono-node 2.10.3
# A good guess: the day after tomorrow, or nothing.
# Why it matters: an appointment is a day early; that the result covers only a part of the words is the one sign of it.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts chrono-node@2.10.3 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import * as chrono from "chrono-node";
const [found] = chrono.es.parse("pasado mañana", new Date(2026, 10, 24, 12));
console.log(`"pasado mañana" said on 24 November: ${found?.text ?? "nothing"}, ${found?.start.date().toDateString() ?? ""}`);
process.exit(found?.text === "mañana" && found.start.date().getDate() === 25 ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs

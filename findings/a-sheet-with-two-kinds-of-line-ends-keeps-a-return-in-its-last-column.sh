#!/usr/bin/env bash
# Shows: a sheet whose head ends in a line feed and whose rows end in a return and a line feed is read without an error, each last cell with the return in it
# Version: csv-parse 7.0.3 (columns: true); the other way round it refuses the sheet
# A good guess: both ends are ends of a line, as in every editor; or a sheet that mixes them is refused.
# Why it matters: a script that writes a new head over an exported test set makes every expected value of the last column differ from what came, by a sign that no report shows.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts csv-parse@7.0.3 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { parse } from "csv-parse/sync";

const read = (sheet) => {
  try {
    return parse(sheet, { columns: true }).map(({ Intent }) => Intent);
  } catch ({ code }) {
    return [code];
  }
};
const [found, refused] = [read("Input,Intent\nHi,Greet\r\nBye,End\r\n"), read("Input,Intent\r\nHi,Greet\nBye,End\n")];
console.log(`head \\n, rows \\r\\n: ${JSON.stringify(found)}; head \\r\\n, rows \\n: ${JSON.stringify(refused)}`);
process.exit(found.join() === "Greet\r,End\r" && refused[0] === "CSV_RECORD_INCONSISTENT_COLUMNS" ? 0 : 1);
PROGRAM
node seen.mjs

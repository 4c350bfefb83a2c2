#!/usr/bin/env bash
# Shows: recognizeDateTime finds English words under de-de, and no German ones
# Version: @microsoft/recognizers-text-suite 1.3.1
# A good guess: German is read, or the culture is refused.
# Why it matters: a German bot understands no date, and nobody learns that the language isn't there.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts @microsoft/recognizers-text-suite@1.3.1 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import recognizers from "@microsoft/recognizers-text-suite";
const read = (text, culture) => recognizers.recognizeDateTime(text, culture).map(({ text: found }) => found);
const [english, german, french] = [read("tomorrow", "de-de"), read("übermorgen", "de-de"), read("demain", "fr-fr")];
console.log(`de-de: "tomorrow" ${JSON.stringify(english)}, "übermorgen" ${JSON.stringify(german)}; fr-fr: "demain" ${JSON.stringify(french)}`);
process.exit(english.length === 1 && german.length === 0 && french.length === 1 ? 0 : 1);
PROGRAM
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true AWS_REGION=us-east-1 node seen.mjs

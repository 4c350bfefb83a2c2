#!/usr/bin/env bash
# Shows: spans of a library that has @opentelemetry/api 1.10.0 of its own go nowhere where the application registered its tracer through 1.9.0; the other way round they arrive
# Version: @opentelemetry/api 1.9.0 and 1.10.0 in one process
# A good guess: both are 1.x and share one global, so the spans arrive in both directions, or something warns.
# Why it matters: registering says that it succeeded, a range such as ^1.9.0 allows both copies, and the library's part of every trace is missing.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts @opentelemetry/api@1.9.0 newer@npm:@opentelemetry/api@1.10.0 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import * as older from "@opentelemetry/api";
import * as newer from "newer";

const spansOf = (application, library) => {
  const spans = [];
  const tracer = {
    startSpan(name) {
      spans.push(name);
      return application.trace.wrapSpanContext(application.INVALID_SPAN_CONTEXT);
    },
  };
  const registered = application.trace.setGlobalTracerProvider({ getTracer: () => tracer });
  library.trace.getTracer("library").startSpan("turn").end();
  application.trace.disable();
  // The global keeps the version that made it; the next pair begins without one.
  delete globalThis[Symbol.for("opentelemetry.js.api.1")];
  return `registered ${registered}, spans ${spans.length}`;
};
const [up, down] = [spansOf(older, newer), spansOf(newer, older)];
console.log(`application 1.9.0, library 1.10.0: ${up}; application 1.10.0, library 1.9.0: ${down}`);
process.exit(up === "registered true, spans 0" && down === "registered true, spans 1" ? 0 : 1);
PROGRAM
node seen.mjs

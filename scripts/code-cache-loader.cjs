// The function's `index.cjs` where a code cache lies beside it. The build fills in what was made by which engine.
// V8 doesn't tell whether a cache is of this very source, and whole: that both are of one build is for us to know. Whether one processor's cache does
// for another's is unverified, so that is asked too. A cache that isn't there, or isn't ours, is left aside, and the code compiled as without one.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { Script } = require("node:vm");

const MADE_BY = "<engine>";
const HASHES = ["<function.cjs>", "<function.cache>"];

const filename = `${__dirname}/function.cjs`;
const code = readFileSync(filename);
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

function ownCache() {
  if ([process.versions.v8, process.arch].join(" ") !== MADE_BY) return undefined;
  try {
    const cache = readFileSync(`${__dirname}/function.cache`);
    return hashOf(code) === HASHES[0] && hashOf(cache) === HASHES[1] ? cache : undefined;
  } catch {
    return undefined;
  }
}

const script = new Script(wrap(code.toString("latin1")), { filename, cachedData: ownCache() });
script.runInThisContext().call(exports, exports, require, module, filename, __dirname);

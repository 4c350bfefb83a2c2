// The licence texts of what a build took into its files, for the file that is shipped beside them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const TEXTS = /^(?:licen[cs]e|copying|notice)(?:\.(?:md|txt))?$/i;
/** What Amazon's packages that ship no text stand under: that of their siblings, which is the same for all, or the one that they name. */
const SIBLING = "@aws-sdk/core";
const NO_ATTRIBUTION = "scripts/MIT-0.txt";

/** The files that esbuild took something of into its output. */
export function bundledPaths({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

/** The packages that `paths` (files of a bundle) belong to, sorted by name: `{ name, version, license, folder }`. */
export function packagesOf(paths) {
  const found = new Map();
  for (const path of paths) {
    // A bundler marks modules that it made from a file: "\0/…/index.js?commonjs".
    const file = resolve(root, path.replace(/^\0/, "").replace(/\?.*$/, ""));
    if (!/[\\/]node_modules[\\/]/.test(file)) continue;
    const folder = packageFolder(dirname(file));
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    found.set(`${name}@${version}`, { name, version, license, folder });
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** One text for all packages, each licence once, under the names of those that it is for. Throws for a package without one. */
export function licencesToText(packages, what) {
  const groups = new Map();
  for (const one of packages) {
    const text = textOf(one);
    groups.set(text, [...(groups.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const parts = [...groups].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return [`${what} holds code of these packages, each under the licence that follows it.\n`, ...parts].join(
    `\n${"-".repeat(80)}\n\n`,
  );
}

function textOf({ name, license, folder }) {
  const own = textsIn(folder);
  if (own) return own;
  if (/^@aws-sdk\//.test(name) && license === "Apache-2.0") return textsIn(join(root, "node_modules", SIBLING));
  if (/^@aws-lambda-powertools\//.test(name) && license === "MIT-0") {
    return readFileSync(join(root, NO_ATTRIBUTION), "utf8").trim();
  }
  throw new Error(`${name} (${license}) has no licence text: it can't be bundled without one.`);
}

function textsIn(folder) {
  const names = readdirSync(folder).filter((name) => TEXTS.test(name));
  return names.map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim()).join("\n\n");
}

/** The folder with a name and a version: some packages hold nameless manifests deeper down, for Node alone. */
function packageFolder(folder) {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) {
    const { name, version } = JSON.parse(readFileSync(manifest, "utf8"));
    if (name && version) return folder;
  }
  return packageFolder(dirname(folder));
}

// What a registry and its users get to see, held against the tools that judge it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tool = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Entries that need what their user has: vitest, and the CDK (deploy/test imports that one). */
const NEEDS_MORE = ["./testing/vitest", "./cdk"];
const EXPORTS = Object.keys(manifest.exports).filter((name) => !name.endsWith(".json"));

const run = (command, args, cwd = root) =>
  promisify(execFile)(command, args, { cwd, maxBuffer: 1 << 26 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr, stdout }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr, stdout }),
  );
async function passes(command, args, cwd) {
  const { code, said } = await run(command, args, cwd);
  assert.equal(code, 0, said);
  return said;
}

let workshop;
let tarball;
let packed;
before(async () => {
  workshop = mkdtempSync(join(tmpdir(), "package-"));
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", workshop]);
  [packed] = JSON.parse(stdout);
  tarball = join(workshop, packed.filename);
});
after(() => rmSync(workshop, { recursive: true }));

describe("the packed package", () => {
  it("holds its build, samples and documents, no sources, and is small", () => {
    const tops = new Set(packed.files.map(({ path }) => path.split("/")[0]));
    const allowed = [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "deploy",
      "dist",
      "docs",
      "examples",
      "fixtures",
      "package.json",
      "schemas",
    ];
    assert.deepEqual([...tops].sort(), allowed);
    assert.deepEqual(
      packed.files
        .map(({ path }) => path)
        .filter((path) => /\.(tsx?|map)$/.test(path) && !path.endsWith(".d.ts"))
        .sort(),
      // That of the function, for explain, beside the folder that is deployed.
      ["index", "people", "rare"].map((name) => `dist/maps/${name}.cjs.map`),
    );
    assert.ok(packed.size < 1_000_000, `${packed.size} bytes`);
  });

  it("resolves with types wherever modules of today are (attw; it is a module, and says so to CommonJS)", async () => {
    await passes(tool("attw"), [tarball, "--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm"]);
  });

  it("has nothing that publint finds", async () => {
    assert.match(await passes(tool("publint"), [tarball, "--strict"]), /All good/);
  });

  it("installs into an empty project, where every export can be imported and the command runs", async () => {
    const project = join(workshop, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "a-user", private: true, type: "module" }));
    await passes("npm", ["install", "--no-audit", "--no-fund", "--silent", tarball], project);
    // 54 packages and 46 MB while the tools' libraries and Powertools were installed with it; 43 and 34.6 MiB since.
    const installed = (await passes("npm", ["ls", "--all", "--parseable"], project)).trim().split("\n");
    assert.ok(installed.length - 1 <= 43, `${installed.length - 1} packages`);
    const { stdout: megabytes } = await run("du", ["-sm", "node_modules"], project);
    assert.ok(Number.parseInt(megabytes, 10) <= 36, `${megabytes.trim()} MB`);
    const names = EXPORTS.filter((name) => !NEEDS_MORE.includes(name)).map((name) =>
      name.replace(/^\./, manifest.name),
    );
    const program = `console.log((await Promise.all(${JSON.stringify(names)}.map((name) => import(name)))).map((one) => Object.keys(one).length > 0))`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], project);
    assert.deepEqual(
      JSON.parse(stdout),
      names.map(() => true),
    );
    assert.equal(
      (await passes("npx", ["--no-install", "chime-lex-bridge", "--version"], project)).trim(),
      manifest.version,
    );
    const require = `console.log(typeof require("chime-lex-bridge/package.json").version)`;
    assert.equal((await passes(process.execPath, ["-e", require], project)).trim(), "string");
  });
});

describe("the sources", () => {
  it("hold no file, export or dependency that nothing uses (knip)", async () => {
    await passes(tool("knip"), ["--config", "test/package/knip.json", "--no-config-hints"]);
  });

  it("document every type that a public one mentions (typedoc, without a warning)", async () => {
    await passes(tool("typedoc"), ["--options", "test/package/typedoc.json", "--emit", "none"]);
  });

  it("are released by changesets", async () => {
    const { code, said } = await run(tool("changeset"), ["status"]);
    assert.ok(code === 0 || /no changesets were found/.test(said), said);
    const config = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8"));
    assert.deepEqual([config.access, config.baseBranch], ["public", "main"]);
  });
});

describe("what runs in production", () => {
  for (const folder of [".", "deploy"]) {
    it(`depends on nothing with a known hole (npm audit, ${folder})`, async (context) => {
      const { code, said, stdout } = await run("npm", ["audit", "--omit=dev", "--json"], join(root, folder));
      // Some registries answer no audits, each in its way. That is no pass, and is said.
      if (!/"auditReportVersion"/.test(stdout)) return context.skip("NOT CHECKED: this registry answers no audits.");
      assert.equal(code, 0, said);
    });
  }
});

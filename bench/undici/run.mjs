// node bench/undici/run.mjs: ours as it is, beside the same with undici under the SDK's clients. An experiment; nothing depends on it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ready } from "../../scripts/ready.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
if (!existsSync(here("node_modules/undici"))) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: here("."), stdio: "inherit" });
}
if (process.argv[2] !== "--as-built") await ready();
const { certificate, HAND_WRITTEN, OURS } = await import("../processors.mjs");
const { manyMessages } = await import("../messages.mjs");
const { starts } = await import("../start.mjs");
const WITH_UNDICI = join(HAND_WRITTEN, "..", "undici.cjs");
const instead = {
  name: "undici-instead",
  setup({ onResolve }) {
    onResolve({ filter: /\/connections\.ts$/ }, () => ({ path: here("connections.mjs") }));
  },
};
await build({
  entryPoints: [here("../../src/lambda/deployed.ts")],
  outfile: WITH_UNDICI,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  logLevel: "error",
  plugins: [instead],
});
const variants = [{ path: OURS }, { path: WITH_UNDICI }];
const sizes = { batches: 9, each: 120 };
const tls = certificate();
const quiet = () => {};
const row = (name, [ours, other], unit) =>
  process.stdout.write(
    `${name}: ${ours.toFixed(2)} ${unit}, with undici ${other.toFixed(2)} ${unit}, ${(other / ours).toFixed(3)}×\n`,
  );
const middle = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
const measured = { HTTP: await manyMessages(variants, sizes, quiet) };
if (tls) measured.TLS = await manyMessages(variants, { ...sizes, tls }, quiet);
for (const [name, runs] of Object.entries(measured)) {
  for (const [what, of] of Object.entries({ wall: "wall", cpu: "processor time" })) {
    row(
      `a message over ${name}, ${of}`,
      runs.map((run) => middle(run[what])),
      "ms",
    );
  }
}
const start = starts(variants, 15, quiet);
row(
  "start, lowest",
  start.map(({ lowest }) => lowest),
  "ms",
);

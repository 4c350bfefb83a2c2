import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import manifest from "../package.json" with { type: "json" };

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

/** A user's project, in a folder of its own. */
export interface PackedProject {
  readonly folder: string;
  /** Where the package is installed in it. */
  readonly installed: string;
  /** What the package holds. */
  readonly files: readonly string[];
  /** The size of its tarball. */
  readonly bytes: number;
  /** Installs one more package, as it stands in our own installation. */
  link(name: string): void;
  remove(): void;
}

/** A project that has the packed artefact and its dependencies, as an installation lays them, without asking a registry. */
export async function packProject(): Promise<PackedProject> {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  const npm = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await execute("npm", npm, { cwd: root });
  const [packed] = JSON.parse(stdout) as [{ filename: string; size: number; files: { path: string }[] }];
  const installed = join(folder, "node_modules", "chime-lex-bridge");
  mkdirSync(installed, { recursive: true });
  await execute("tar", ["-xzf", join(folder, packed.filename), "-C", installed, "--strip-components=1"]);
  const link = (name: string) => {
    const place = join(folder, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place);
  };
  for (const name of Object.keys(manifest.dependencies)) link(name);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "a-user", type: "module" }));
  return {
    folder,
    installed,
    bytes: packed.size,
    files: packed.files.map(({ path }) => path),
    link,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

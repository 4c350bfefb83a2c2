// An earlier commit in a worktree of its own, with the packages that are installed here.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const git = (...args) => execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] });

/** `{ folder, remove() }`, or undefined where the commit isn't there, as in a shallow clone or a package. */
export function worktreeOf(commit) {
  const folder = mkdtempSync(join(tmpdir(), "chime-lex-bridge-before-"));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    git("worktree", "prune");
  };
  try {
    git("worktree", "add", "--detach", folder, commit);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    return { folder, remove };
  } catch {
    remove();
    return undefined;
  }
}

/** The packed function of an earlier commit: `{ path, remove() }`, or undefined where it can't be had. */
export function buildBefore(commit) {
  const before = worktreeOf(commit);
  if (!before) return undefined;
  const { folder, remove } = before;
  try {
    execFileSync(process.execPath, ["scripts/build-lambda.mjs"], { cwd: folder, stdio: "ignore" });
    return { path: join(folder, "dist/lambda/index.cjs"), remove };
  } catch {
    remove();
    return undefined;
  }
}

import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A user's module, and the name of the export that is its function. */
export interface UserModule {
  readonly file: string;
  readonly exportName: string;
}

/** A module in the form in which Node.js loads it. `remove` is called once it was loaded. */
interface LoadableModule {
  readonly file: string;
  readonly remove: () => Promise<void>;
}

const NAMED = /^(.+):([A-Za-z_$][\w$]*)$/;

/** `module.js`, whose `handler` is meant, or `module.js:lambdaHandler`. */
export function readUserModule(text: string): UserModule {
  const [, file = text, exportName = "handler"] = NAMED.exec(text) ?? [];
  return { file: resolve(file), exportName };
}

/**
 * TypeScript is bundled by the esbuild that the module's own project has, since that also takes enums and imports without extension.
 * Where there is none, the module is left to Node.js. Rejects with what esbuild says of a module that it can't bundle.
 */
export async function toLoadable(file: string): Promise<LoadableModule> {
  const esbuild = /\.[cm]?tsx?$/.test(file) ? esbuildOf(file) : undefined;
  if (esbuild === undefined) return { file, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), "chime-lex-bridge-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const outfile = join(folder, `${basename(file).replace(/\.\w+$/, "")}.mjs`);
  const require = `import{createRequire as requireFrom}from"node:module";const require=requireFrom(${JSON.stringify(file)});`;
  try {
    await esbuild.build({
      entryPoints: [file],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      banner: { js: require },
      define: {
        "import.meta.url": JSON.stringify(pathToFileURL(file).href),
        __dirname: JSON.stringify(dirname(file)),
        __filename: JSON.stringify(file),
      },
      logLevel: "silent",
    });
  } catch (failed) {
    await remove();
    throw failed;
  }
  return { file: outfile, remove };
}

interface Esbuild {
  readonly build: (options: object) => Promise<unknown>;
}

function esbuildOf(file: string): Esbuild | undefined {
  try {
    return createRequire(file)("esbuild") as Esbuild;
  } catch {
    // It isn't installed there. Node.js may read the module by itself.
    return undefined;
  }
}

/** What Node.js says of a module, and what would make it load. */
export function whyNotLoaded(said: string): string {
  if (!/Unknown file extension "\.[cm]?tsx?"/.test(said)) return said;
  return `${said}. TypeScript runs where esbuild is installed beside the module (npm install --save-dev esbuild), or on Node.js 22.18 or later, which strips the types itself.`;
}

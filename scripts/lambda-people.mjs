// The function's file for people in the room: what handoff, pauses, placeholders, resets and words of the bot's own accord need, which most functions never load. What
// it shares with the first file it is handed by it, so that each class, each queue and each table exists once.
import { readFile } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import { transform } from "esbuild";

/** The files that lie in it. What others import of them must be functions: only these can wait for a call. */
export const FILES = [
  "src/answer/own.ts",
  "src/answer/signs.ts",
  "src/answer/welcome.ts",
  "src/claims/dynamodb/pauses.ts",
  "src/gate/pause.ts",
  "src/gate/pause-controls.ts",
  "src/lambda/make-memberships.ts",
  "src/lambda/read-join.ts",
  "src/post/attempt/placing.ts",
  "src/post/attempt/replacing.ts",
  "src/post/own.ts",
  "src/post/watch.ts",
  "src/read/own.ts",
  "src/turn/first-welcome.ts",
  "src/turn/reset.ts",
  "src/turn/welcome.ts",
];

/** Reached through the first file alone, so the second gets no copy of it. */
const isOurs = (path) => FILES.includes(path);
const named = (path) => relative(process.cwd(), path);
const filterOf = (paths) =>
  new RegExp(`/(${[...new Set(paths.map((path) => basename(path, ".ts")))].join("|")})\\.ts$`);

/** What a file imports at run time: names by the path of the file that has them. */
async function importsOf(path) {
  const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
  const found = new Map();
  for (const [, names, from] of code.matchAll(/^import \{([^}]*)\} from "(\.[^"]+)";$/gm)) {
    const list = names.split(",").map((name) => name.trim().split(" as ")[0]);
    found.set(named(resolve(dirname(path), from)), list.filter(Boolean));
  }
  return found;
}

async function exportsOf(path) {
  const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
  const names = [...code.matchAll(/^export \{([^}]*)\};$/gm)].flatMap(([, list]) => list.split(","));
  const exported = names.map((name) => name.trim()).filter(Boolean);
  const other = exported.find((name) => !new RegExp(`^(async )?function ${name}\\(`, "m").test(code));
  if (other) throw new Error(`${path} exports ${other}, which is no function: it can't wait.`);
  return exported;
}

let known;
/** The names that the second file is handed, by the files that they come from. */
const sharedNames = () => (known ??= findShared());

async function findShared() {
  const shared = new Map();
  for (const path of FILES)
    for (const [from, names] of await importsOf(path))
      if (!isOurs(from)) shared.set(from, new Set([...(shared.get(from) ?? []), ...names]));
  return new Map([...shared].sort().map(([from, names]) => [from, [...names].sort()]));
}

const HANDED = "handed";
const keyOf = (path, name) => `${basename(path, ".ts")}_${name}`.replace(/\W/g, "_");

/** In the first file each function waits for the second one, which is loaded and handed what is shared by the first call. */
export const peopleStubs = {
  name: "people-stubs",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: filterOf(FILES) }, async ({ path }) => {
      if (!isOurs(named(path))) return undefined;
      const stubs = (await exportsOf(path)).map(
        (name) => `export const ${name} = (...given) => people().${name}(...given);`,
      );
      return { contents: [`import { people } from "${HANDED}";`, ...stubs].join("\n") };
    });
    onResolve({ filter: new RegExp(`^${HANDED}$`) }, () => ({ path: HANDED, namespace: HANDED }));
    onResolve({ filter: /^\.\/people\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: HANDED }, async () => {
      const shared = [...(await sharedNames())];
      const imports = shared.map(([from, names]) => {
        const list = names.map((name) => `${name} as ${keyOf(from, name)}`).join(", ");
        return `import { ${list} } from "./${from}";`;
      });
      const keys = shared.flatMap(([from, names]) => names.map((name) => keyOf(from, name)));
      const load = `let file;
        export const people = () => (file ??= require("./people.cjs")({ ${keys.join(", ")} }));`;
      return { contents: [...imports, load].join("\n"), resolveDir: process.cwd() };
    });
  },
};

/** The second file is one function, which takes what is shared and gives what the first file asks for. */
export const peopleFile = {
  stdin: { contents: FILES.map((path) => `export * from "./${path}";`).join("\n"), resolveDir: process.cwd() },
  banner: { js: `module.exports=${HANDED}=>{const module={exports:{}};` },
  footer: { js: "return module.exports};" },
};

export const peopleShares = {
  name: "people-shares",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const from = named(path);
      if (isOurs(from)) return undefined;
      const names = (await sharedNames()).get(from);
      if (!names) throw new Error(`${from} is not imported by the files of people.cjs, and yet in it.`);
      const contents = names.map((name) => `export const ${name} = ${HANDED}.${keyOf(from, name)};`).join("\n");
      return { contents };
    });
  },
};

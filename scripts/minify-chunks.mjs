// After the build: the files in dist lose their white space, and ours their comments, which is a tenth of the package. The names of ours stay, and their
// lines stay short, so that a stack trace can be read. The bundled packages were minified before they were put together, which spread them out again.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

for (const name of (await readdir("dist")).filter((one) => one.endsWith(".js"))) {
  const code = await readFile(`dist/${name}`, "utf8");
  const { code: smaller } = await transform(code, {
    minifyWhitespace: true,
    ...(name.startsWith("bundled-") ? { legalComments: "eof" } : { lineLimit: 160, legalComments: "none" }),
    charset: "utf8",
    target: "node20",
    format: "esm",
  });
  await writeFile(`dist/${name}`, smaller);
}

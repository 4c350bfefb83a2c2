// After the build: our own files in dist lose their white space and their comments, which is a tenth of the package. The names stay, and the
// lines stay short, so that a stack trace can be read.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

for (const name of (await readdir("dist")).filter((one) => one.endsWith(".js") && !/^bundled-/.test(one))) {
  const code = await readFile(`dist/${name}`, "utf8");
  const { code: smaller } = await transform(code, {
    minifyWhitespace: true,
    lineLimit: 160,
    legalComments: "none",
    charset: "utf8",
    target: "node20",
    format: "esm",
  });
  await writeFile(`dist/${name}`, smaller);
}

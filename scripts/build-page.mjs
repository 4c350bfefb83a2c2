// Writes dist/page.html: the emulator's page as one file that asks for nothing else. Prints nothing when all is well.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledPaths, licencesToText, packagesOf } from "./licences.mjs";
import { sheetReplies } from "./sheet-replies.mjs";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { metafile, outputFiles } = await build({
  entryPoints: { script: at("tools/emulator/page/main.tsx"), style: at("tools/emulator/page/page.css") },
  outdir: at("dist"),
  write: false,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  metafile: true,
  define: { SHEET_REPLIES: JSON.stringify(sheetReplies()) },
  logLevel: "warning",
});

// An end tag inside the code would end the element early; in a script's strings the backslash means nothing.
const script = output(".js").replaceAll(/<\/script/gi, "<\\/script");
const style = output(".css").replaceAll(/<\/style/gi, "<\\/style");

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "connect-src 'self'",
  "img-src 'self' https: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const parts = {
  policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  style: `<style>${style}</style>`,
  script: `<script>${script}</script>`,
};
const template = await readFile(at("tools/emulator/page/index.html"), "utf8");
const page = template.replace(/<!-- (policy|style|script) -->/g, (_, name) => parts[name]);

await mkdir(at("dist"), { recursive: true });
await writeFile(at("dist/page.html.LEGAL.txt"), licencesToText(packagesOf(bundledPaths(metafile)), "page.html"));
// In one step: a running emulator may be reading it.
await writeFile(at("dist/page.html.new"), page);
await rename(at("dist/page.html.new"), at("dist/page.html"));

function output(extension) {
  const file = outputFiles.find(({ path }) => path.endsWith(extension));
  if (file === undefined) throw new Error(`esbuild wrote no ${extension} file`);
  return file.text.trim();
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

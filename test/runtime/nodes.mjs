// The Node.js versions that the package supports (engines), as binaries that this folder's installation holds.
import { fileURLToPath } from "node:url";

export const NODES = ["20", "22", "24"].map((major) => ({
  major,
  node: fileURLToPath(new URL(`node_modules/node${major}/bin/node`, import.meta.url)),
}));

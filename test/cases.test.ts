import { fileURLToPath } from "node:url";
import { describeCases } from "../tools/testing/vitest.ts";

// Our own mappings through the kit that everyone gets; what the cases show stands in docs/mapping.md.
describeCases(fileURLToPath(new URL("../fixtures/cases", import.meta.url)));

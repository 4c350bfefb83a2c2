import { readFile } from "node:fs/promises";

/** Beside this code in the built package; in a checkout, where the build puts it. */
const PLACES = [new URL("./page.html", import.meta.url), new URL("../../../dist/page.html", import.meta.url)];

/** The page, read at every request so that a rebuild shows; undefined if it isn't built. */
export async function readPage(places: readonly URL[] = PLACES): Promise<string | undefined> {
  for (const place of places) {
    try {
      return await readFile(place, "utf8");
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
    }
  }
  return undefined;
}

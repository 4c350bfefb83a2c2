import { relative } from "node:path";
import { runnerOf, type TestRunner, titleOf } from "../describe-cases.ts";
import { filesOfCassettes, readCassette } from "./cassette.ts";
import { type CassetteReplay, type ReplayCassetteOptions, replayCassette } from "./replay-cassette.ts";
import { replayToText } from "./replay-report.ts";

/** How the cassettes of a test are replayed: a test writes none. */
export type DescribeCassettesOptions = Omit<ReplayCassetteOptions, "mode"> & {
  /** `locked` by default: the cassette answers. In `passthrough`, `recognizeText` does. */
  readonly mode?: "locked" | "passthrough";
};

/**
 * A test for a cassette, or for each `.json` file under a folder, named as its file is. A failure's message says which message ends
 * otherwise than recorded, and a malformed cassette is a test that fails. `chime-lex-bridge/testing/vitest` has the same function with
 * vitest's own runner; without one given, this takes the global `describe` and `it`. Throws CASSETTE_UNREADABLE where there is none.
 */
export function describeCassettes(
  path: string | URL,
  options: DescribeCassettesOptions & Partial<TestRunner> = {},
): void {
  const { describe, it } = runnerOf(options, "describeCassettes");
  const { root, files } = filesOfCassettes(path);
  describe(titleOf(path), () => {
    for (const file of files) {
      const name = relative(root, file).replace(/\.json$/, "");
      it(name.replaceAll("-", " "), async () => assertReplay(await replayCassette(readCassette(file), options), file));
    }
  });
}

/** Throws an error that says what differs, where a cassette doesn't end as recorded. */
function assertReplay(replay: CassetteReplay, file: string): void {
  if (replay.passed) return;
  throw new ReplayFailure(
    `${replayToText(replay)}  in ${file}\n  If this is meant: chime-lex-bridge replay --mode update --bot <export> ${file}`,
  );
}

/** A failed expectation: its stack would lead into this package, where nothing is wrong. */
class ReplayFailure extends Error {
  override readonly name = "ReplayFailure";
  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}

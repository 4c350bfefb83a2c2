// A delivery out of the page: as a case folder that the command line runs, as a command that a shell runs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const run = promisify(execFile);
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const here = onScriptedPage();
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "take-away-"));
});
after(() => rm(folder, { recursive: true }));

async function downloaded(opened) {
  const download = opened.page.waitForEvent("download");
  await opened.page.getByRole("button", { name: "Download case" }).click();
  const path = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(path);
  const files = Object.entries(unzipSync(await readFile(path)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, JSON.parse(new TextDecoder().decode(bytes))]));
}

test("a delivery is downloaded as a case folder, its files as fixtures/cases has them", async () => {
  const { opened } = here;
  await opened.say("What is my balance?");
  await opened.stage("Callback").getByText("replied").waitFor();
  const files = await downloaded(opened);
  const root = "what-is-my-balance-is-replied";
  assert.deepEqual(Object.keys(files), [
    `${root}/case.json`,
    `${root}/1-event.json`,
    `${root}/2-turn-request.json`,
    `${root}/3-turn-result.json`,
    `${root}/4-callback.json`,
  ]);
  assert.equal(files[`${root}/case.json`].outcome, "replied");
  assert.equal(files[`${root}/case.json`].config.bots[0].invokedBy.standardMessages, "ALL");
  assert.equal(files[`${root}/case.json`].config.keepInput, true);
  assert.equal(files[`${root}/1-event.json`].ChannelMessage.Content, "What is my balance?");
});

test("a refused turn is a case with its failure", async () => {
  const { opened } = here;
  await opened.say("error please");
  await opened.stage("Callback").getByText("errored").waitFor();
  const files = await downloaded(opened);
  assert.deepEqual(files["error-please-is-errored/3-turn-failure.json"], {
    status: 403,
    name: "AccessDeniedException",
  });
  assert.equal(files["error-please-is-errored/case.json"].error, "LEX_ACCESS_DENIED");
});

test("a delivery that has no callback is no case, and the page says so", async () => {
  const { opened } = here;
  await opened.say("hang");
  await opened.stage("Verdict").getByText("deciding").waitFor();
  await opened.page.getByRole("button", { name: "Download case" }).click();
  await opened.page.getByRole("alert").getByText("A delivery without a callback can’t be a case yet.").waitFor();
});

test("the map command runs in a shell as it stands, whatever was said", async () => {
  const { opened } = here;
  await opened.say(`it's "quoted" $HOME \`id\` balance`);
  await opened.stage("Callback").getByText("replied").waitFor();
  await opened.page.getByRole("button", { name: "As a command" }).click();
  const command = await opened.page.locator(".commands pre").nth(1).textContent();
  const script = command.replace("npx chime-lex-bridge map", `${process.execPath} ${CLI} map --json`);
  const { stdout } = await run("bash", ["-c", script]);
  const mapped = JSON.parse(stdout);
  assert.equal(mapped.outcome, "replied");
  assert.equal(mapped.turnRequest.text, `it's "quoted" $HOME \`id\` balance`);
});

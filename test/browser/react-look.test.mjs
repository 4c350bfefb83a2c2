// How the React client of examples/ looks, into reports/react to be looked at; that axe finds nothing serious and nothing is wider than
// the screen; and the two commands of its README.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "./axe.mjs";
import { startBrowser } from "./browser.mjs";
import { freePort, startDev, stop } from "./dev-process.mjs";
import { onReactChat, openChat, serveExample } from "./react-chat.mjs";

const FOLDER = fileURLToPath(new URL("../../reports/react/", import.meta.url));
const here = onReactChat();

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [
    ["wide", { width: 1280, height: 860 }],
    ["narrow", { width: 360, height: 740 }],
  ]) {
    test(`the React client is whole and accessible, ${colorScheme} and ${size}`, async () => {
      await mkdir(FOLDER, { recursive: true });
      const gates = [];
      here.bridge("replace", () => gates.shift());
      const found = [];
      const ana = await here.join("ana", { viewport, colorScheme, reducedMotion: "reduce", bypassCSP: true });
      const ben = await here.join("ben");
      const look = async (view) => {
        await ana.page.screenshot({ path: `${FOLDER}${view}-${colorScheme}-${size}.png` });
        const width = await ana.page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) found.push(`${view} is ${width} wide`);
        found.push(...(await violations(ana.page)).map((one) => `${view}: ${one}`));
      };
      await look("empty");
      await ana.say("Hello");
      await ana.log.getByRole("button", { name: "Check balance" }).click();
      await ana.log.getByRole("button", { name: "Savings", exact: true }).waitFor();
      await look("cards");
      await ben.say("When are you open?");
      await ana.log.getByRole("table").waitFor();
      await ana.log.getByRole("button", { name: "Savings balance" }).click({ force: true });
      await ana.notice.getByText("earlier answer").waitFor();
      await look("payload");
      here.emulator.namedFaults.add({ name: "lex-error", times: 1 });
      await ana.say("Hello?");
      await ana.log.getByText("Sorry").waitFor();
      await here.emulator.send({ content: `${"long".repeat(80)} ${"word ".repeat(80)}`, as: "ben", type: "CONTROL" });
      let release;
      gates.push(
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      await ana.say("What is my balance?");
      await ana.log.getByText("Waiting for the answer…").waitFor();
      await ben.box.pressSequentially("I");
      await ana.page.getByText("Ben is typing…").waitFor();
      await look("states");
      release();
      await here.emulator.settled();
      await here.emulator.close();
      await ana.page.getByText("Not connected").waitFor({ timeout: 30_000 });
      await look("closed");
      assert.deepEqual(found, []);
    });
  }
}

test("against npm start, a chat on the origin that it was told of is answered", async () => {
  const [browser, site, port] = [await startBrowser(), await serveExample(), await freePort()];
  const dev = await startDev(port, ["--allow-origin", site.origin]);
  try {
    const chat = await openChat(browser, `${site.origin}/?endpoint=http://127.0.0.1:${port}`);
    await chat.say("Hello");
    await chat.log.getByText(/^Hello! I am the BankBot\./).waitFor();
    assert.deepEqual(chat.errors, []);
  } finally {
    await browser.close();
    await stop(dev);
    site.close();
  }
});

// The Lex session as it grows, and its restart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./browser.mjs";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const here = onScriptedPage();
const oneLine = (text) => text.replaceAll(/\s+/g, " ").trim();

async function twoTurns() {
  const { opened } = here;
  await opened.say("What is my balance?");
  await opened.log.getByRole("button", { name: "Savings" }).waitFor();
  await opened.say("savings");
  await opened.log.getByText("Your balance is").waitFor();
  const panel = await opened.panel("Session");
  const turns = panel.getByRole("list", { name: "Turns, the newest first" }).locator("> li");
  await eventually(() => turns.count(), 2);
  return { panel, turns };
}

test("before the first turn the session says how there comes to be one", async () => {
  const panel = await here.opened.panel("Session");
  await panel.getByText("Lex was not asked yet.").waitFor();
});

test("each turn shows what the session holds after it, with what the turn changed marked in words", async () => {
  const { panel, turns } = await twoTurns();
  assert.equal(
    oneLine(await turns.nth(1).locator("dl").innerText()),
    "Intent CheckBalance new InProgress new ElicitSlot AccountType new Slots AccountType – " +
      "Session attributes visits 1 new greeting שלום new",
  );
  assert.equal(
    oneLine(await turns.first().locator("dl").innerText()),
    "Intent CheckBalance Fulfilled was InProgress Close was ElicitSlot AccountType Slots AccountType savings new " +
      "Session attributes visits 2 was 1 greeting שלום gone Active contexts balance_told for 5 more turns or 90 s new",
  );
  await panel.getByText("Ana and BankBot, en_US, 2 turns").waitFor();
  await turns.first().getByRole("link").click();
  await here.opened.stage("Event").getByText("savings", { exact: true }).waitFor();
});

test("a restart ends the session of Lex, says so, and the next turn is held beside nothing", async () => {
  const { panel, turns } = await twoTurns();
  const { opened, emulator } = here;
  await panel.getByRole("button", { name: "Restart conversation" }).click();
  await panel.getByRole("status").getByText("Restarted: Lex ended this session (DeleteSession)").waitFor();
  const [asked] = emulator.controls.ended();
  assert.match(asked, /^DELETE \/bots\/BANKBOT001\/botAliases\/TSTALIASID\/botLocales\/en_US\/sessions\/3f5a1b2c/);
  await opened.say("What is my balance?");
  await eventually(() => turns.count(), 3);
  await eventually(() => turns.first().getAttribute("data-first"), "true");
  assert.match(oneLine(await turns.first().locator("dl").innerText()), /visits 1 new/);
  await panel.getByText("Restarted: Lex").waitFor({ state: "detached" });
});

test("a session that had ended already is said to have, and a refused restart is none", async () => {
  const { panel } = await twoTurns();
  const restart = panel.getByRole("button", { name: "Restart conversation" });
  await restart.click();
  await panel.getByText("Restarted: Lex").waitFor();
  await restart.click();
  await panel.getByText("There is no such session. It had ended already").waitFor();
  here.emulator.failOnce(here.emulator.controls.ended()[0]);
  await restart.click();
  await panel.getByRole("alert").getByText("Not restarted.").waitFor();
});

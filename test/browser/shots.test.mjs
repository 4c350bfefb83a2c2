// Screenshots of the main views into reports/page, to be looked at; and that none of them is wider than its screen.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { onScriptedPage } from "./scripted/scripted-page.mjs";

const FOLDER = fileURLToPath(new URL("../../reports/page/", import.meta.url));
const here = onScriptedPage();

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [
    ["wide", { width: 1360, height: 880 }],
    ["narrow", { width: 360, height: 780 }],
  ]) {
    test(`nothing is wider than the screen in any view, ${colorScheme} and ${size}`, async () => {
      const { opened, emulator } = here;
      const { page } = opened;
      await mkdir(FOLDER, { recursive: true });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      const tooWide = [];
      const shoot = async (view) => {
        await page.screenshot({ path: `${FOLDER}${view}-${colorScheme}-${size}.png` });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) tooWide.push(`${view}: ${width}`);
      };
      await page.getByRole("button", { name: "Hello", exact: true }).waitFor();
      await shoot("empty");
      await opened.say("שלום, מה היתרה שלי? balance");
      await opened.log.getByRole("button", { name: "Savings" }).waitFor();
      await opened.say("הכול: everything");
      await opened.log.getByText("הכול").last().waitFor();
      await opened.page.getByRole("button", { name: "Insert" }).click();
      await opened.page.getByRole("button", { name: "Emoji, accents, two directions" }).click();
      await shoot("right-to-left");
      await opened.box.fill("");
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByRole("button", { name: "Hello", exact: true }).waitFor();
      await opened.speakAs("Ben");
      await opened.say("release this, Ana: could you ask the bot for the balance?");
      await opened.log.getByText("let through").waitFor();
      await opened.speakAs("Ana");
      await opened.say("What is my balance?");
      await opened.log.getByRole("button", { name: "Savings" }).waitFor();
      await shoot("card");
      await opened.say("savings");
      await opened.log.getByText("Your balance is").waitFor();
      await page.getByLabel("To", { exact: true }).selectOption({ label: "Bank bot only" });
      await opened.say("own voice, and only to me");
      await opened.log.getByRole("button", { name: "Savings" }).nth(1).waitFor();
      await shoot("own-voice");
      await page.getByLabel("To", { exact: true }).selectOption({ label: "everyone" });
      await opened.say("error, please");
      await opened.log.getByText("The bot could not answer (403)").waitFor();
      await opened.say("deny this");
      await opened.log.getByText("Denied by the processor").waitFor();
      await opened.say("hang on");
      await opened.log.getByText("Pending").waitFor();
      await opened.log.getByRole("button", { name: "More" }).last().click();
      await page.getByRole("button", { name: "Other fields" }).click();
      await shoot("states");
      await page.getByRole("button", { name: "Insert" }).click();
      await shoot("odd-texts");
      await page.getByRole("button", { name: "Insert" }).click();
      await opened.say("everything");
      await opened.log.getByText("The image at img.invalid could not be loaded.").waitFor();
      await shoot("everything");
      await opened.say("x ".repeat(500));
      await opened.panel("Delivery");
      await opened.stage("Callback").getByText("replied").first().waitFor();
      await shoot("delivery");
      await opened.stage("Reply").scrollIntoViewIfNeeded();
      await shoot("delivery-end");
      const ownVoice = page.getByRole("option").filter({ hasText: "own voice" });
      await page.getByRole("combobox", { name: "Delivery" }).selectOption(await ownVoice.getAttribute("value"));
      await page.getByRole("button", { name: "As a command" }).click();
      await shoot("delivery-own-voice");
      if (size === "narrow") await page.getByRole("button", { name: "Channel" }).click();
      await page.getByRole("button", { name: "Download script" }).click();
      await page.getByText("messages are in conversation.yaml.").waitFor();
      await shoot("script");
      await opened.panel("Session");
      await page.getByRole("button", { name: "Restart conversation" }).click();
      await page.getByText("Restarted: Lex ended this session").waitFor();
      await shoot("session");
      await opened.panel("Delivery");
      await page.getByRole("link", { name: "All deliveries" }).click();
      await page.getByRole("list", { name: "Deliveries" }).waitFor();
      await shoot("deliveries");
      const faults = await opened.panel("Faults");
      await faults.locator("summary", { hasText: "lex-refuse" }).click();
      await faults.getByRole("button", { name: "Set lex-refuse" }).click();
      await faults.getByText("until removed").waitFor();
      await shoot("faults");
      await opened.panel("Options");
      await shoot("options");
      await opened.panel("Bots");
      await shoot("bots");
      await page.getByRole("link", { name: "Every kind of reply on one sheet" }).click();
      await page.getByRole("region", { name: "RichText" }).waitFor();
      await shoot("sheet");
      await opened.panel("Bots");
      emulator.drop();
      await page.getByText("Offline.").waitFor();
      await shoot("offline");
      assert.deepEqual(tooWide, []);
    });
  }
}

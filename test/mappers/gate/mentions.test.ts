import { describe, expect, it } from "vitest";
import type { GateBot } from "../../../mappers/gate/gate.ts";
import { findMentions } from "../../../mappers/gate/mentions.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { APP_ARN, BOT_ARN, sampleMessage } from "../sample-message.ts";

const SHOP_ARN = `${APP_ARN}/bot/shop`;
const others = [`${APP_ARN}/user/ben`];
const attribute = (StringValues: string[] | null) => ({ MessageAttributes: { "CHIME.mentions": { StringValues } } });
const metadata = (value: unknown) => ({ Metadata: JSON.stringify(value) });
const bot = (arn: string | undefined, ...aliases: string[]): GateBot => ({
  arn,
  aliases,
  standardMessages: "MENTIONS",
  targetedMessages: "ALL",
  longText: "error",
});
const search = (
  about: Partial<ChannelMessage>,
  bots: GateBot[],
  more: { path?: string; isLookedUp?: boolean } = {},
) => {
  const message = sampleMessage(about);
  const { path = "mentions", isLookedUp = false } = more;
  return findMentions(message, message.Content ?? "", { bots, mentionsPath: path, isLookedUp });
};
const NO_ATTRIBUTE = "attribute CHIME.mentions absent";
const NO_METADATA = "Metadata mentions absent";

describe("a mention of the only bot", () => {
  it.each<[policy: string, about: Partial<ChannelMessage>, path: string, because: string]>([
    ["in the attribute", attribute([...others, BOT_ARN]), "mentions", "attribute CHIME.mentions (given) names the bot"],
    [
      "in the attribute before Metadata",
      { ...attribute([BOT_ARN]), ...metadata({ mentions: [BOT_ARN] }) },
      "mentions",
      "attribute CHIME.mentions (given) names the bot",
    ],
    [
      "in Metadata where the attribute names others",
      { ...attribute(others), ...metadata({ mentions: [BOT_ARN] }) },
      "mentions",
      "attribute CHIME.mentions (given) names others, Metadata mentions names the bot",
    ],
    [
      "in Metadata among others",
      metadata({ mentions: [...others, BOT_ARN] }),
      "mentions",
      `${NO_ATTRIBUTE}, Metadata mentions names the bot`,
    ],
    [
      "deep in Metadata",
      metadata({ app: { to: [BOT_ARN] } }),
      "app.to",
      `${NO_ATTRIBUTE}, Metadata app.to names the bot`,
    ],
    [
      "at a name with dots",
      metadata({ "app.to": [BOT_ARN], app: { to: [] } }),
      "app.to",
      `${NO_ATTRIBUTE}, Metadata app.to names the bot`,
    ],
    ["in the text", { Content: "Hey @BANK!" }, "mentions", `${NO_ATTRIBUTE}, ${NO_METADATA}, @bank in the text`],
    [
      "in the text where Metadata names others",
      { Content: "Hey @bank!", ...metadata({ mentions: others }) },
      "mentions",
      `${NO_ATTRIBUTE}, Metadata mentions names others, @bank in the text`,
    ],
  ])("is found %s", (_policy, about, path, because) => {
    expect(search(about, [bot(BOT_ARN, "bank")], { path })).toEqual({ bots: [0], because });
  });

  it.each<[policy: string, about: Partial<ChannelMessage>, because: string]>([
    ["nothing is there", {}, `${NO_ATTRIBUTE}, ${NO_METADATA}`],
    [
      "both name others",
      { ...attribute(others), ...metadata({ mentions: others }) },
      "attribute CHIME.mentions (given) names others, Metadata mentions names others",
    ],
    [
      "another attribute is there",
      { MessageAttributes: { "app.mentions": { StringValues: [BOT_ARN] } } },
      `${NO_ATTRIBUTE}, ${NO_METADATA}`,
    ],
    ["the attribute has no values", attribute(null), `${NO_ATTRIBUTE}, ${NO_METADATA}`],
    ["the attributes are null", { MessageAttributes: null }, `${NO_ATTRIBUTE}, ${NO_METADATA}`],
    [
      "Metadata holds the ARN as a text",
      metadata({ mentions: BOT_ARN }),
      `${NO_ATTRIBUTE}, Metadata mentions names others`,
    ],
    ["Metadata is an array", metadata([BOT_ARN]), `${NO_ATTRIBUTE}, ${NO_METADATA}`],
    ["Metadata is no JSON", { Metadata: `mentions: ${BOT_ARN}` }, `${NO_ATTRIBUTE}, ${NO_METADATA}`],
    ["Metadata is null", { Metadata: null }, `${NO_ATTRIBUTE}, ${NO_METADATA}`],
  ])("is not found where %s", (_policy, about, because) => {
    expect(search(about, [bot(BOT_ARN)])).toEqual({ bots: [], because: `${because}, no alias is configured` });
    expect(search(about, [bot(BOT_ARN, "bank")])).toEqual({ bots: [], because: `${because}, no alias in the text` });
  });

  it("is told as looked up where it was", () => {
    const told = (about: Partial<ChannelMessage>) => search(about, [bot(BOT_ARN)], { isLookedUp: true }).because;
    expect(told(attribute([BOT_ARN]))).toBe("attribute CHIME.mentions (looked up) names the bot");
    expect(told(attribute(others))).toMatch(/^attribute CHIME\.mentions \(looked up\) names others, /);
    expect(told({})).toMatch(/^attribute CHIME\.mentions absent \(looked up\), /);
  });

  it("by ARN is not looked for where none is configured, not even an empty one", () => {
    const about = { ...attribute([""]), ...metadata({ mentions: ["", null] }), Content: "@bank" };
    expect(search(about, [bot(undefined)]).because).toBe("appInstanceBotArn is not configured, no alias is configured");
    expect(search(about, [bot(undefined, "bank")])).toEqual({
      bots: [0],
      because: "appInstanceBotArn is not configured, @bank in the text",
    });
  });
});

describe("of several bots", () => {
  const bots = [bot(BOT_ARN, "bank"), bot(SHOP_ARN, "shop", "store")];

  it.each<[policy: string, about: Partial<ChannelMessage>, mentioned: number[], last: string]>([
    [
      "the attribute's order counts, and nothing behind it",
      { ...attribute([SHOP_ARN, ...others, BOT_ARN, SHOP_ARN]), Content: "@bank" },
      [1, 0],
      "attribute CHIME.mentions (given) names bots[1] and bots[0]",
    ],
    [
      "Metadata's order counts, and not the text",
      { ...metadata({ mentions: [SHOP_ARN] }), Content: "@bank" },
      [1],
      "Metadata mentions names bots[1]",
    ],
    [
      "the text's order counts",
      { Content: "@store or @bank, @shop?" },
      [1, 0],
      "@store and @bank and @shop in the text",
    ],
    ["a name that is said twice counts once", { Content: "@bank @bank" }, [0], "@bank in the text"],
  ])("%s", (_policy, about, mentioned, last) => {
    const found = search(about, bots);
    expect(found.bots).toEqual(mentioned);
    expect(found.because.endsWith(last)).toBe(true);
  });

  it("a name that two share is the first one's, and the longer name is its owner's", () => {
    expect(search({ Content: "@Bank" }, [bot(BOT_ARN, "bank"), bot(SHOP_ARN, "Bank")]).bots).toEqual([0]);
    const nested = [bot(BOT_ARN, "bank"), bot(SHOP_ARN, "bank bot")];
    expect(search({ Content: "@Bank Bot, hi" }, nested).bots).toEqual([1]);
    expect(search({ Content: "@Bank bottles" }, nested).bots).toEqual([0]);
  });
});

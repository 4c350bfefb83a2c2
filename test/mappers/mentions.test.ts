import { describe, expect, it } from "vitest";
import { findMention } from "../../mappers/mentions.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { APP_ARN, BOT_ARN, sampleMessage } from "./sample-message.ts";

const others = [`${APP_ARN}/user/ben`];
const attribute = (StringValues: string[] | null) => ({ MessageAttributes: { "CHIME.mentions": { StringValues } } });
const metadata = (value: unknown) => ({ Metadata: JSON.stringify(value) });

describe("a mention of the bot", () => {
  it.each<[policy: string, about: Partial<ChannelMessage>, path: string, because: string]>([
    ["in the attribute", attribute([...others, BOT_ARN]), "mentions", "attribute CHIME.mentions"],
    [
      "in the attribute before Metadata",
      { ...attribute([BOT_ARN]), ...metadata({ mentions: [BOT_ARN] }) },
      "mentions",
      "attribute CHIME.mentions",
    ],
    [
      "in Metadata where the attribute names others",
      { ...attribute(others), ...metadata({ mentions: [BOT_ARN] }) },
      "mentions",
      "Metadata mentions",
    ],
    ["in Metadata among others", metadata({ mentions: [...others, BOT_ARN] }), "mentions", "Metadata mentions"],
    ["deep in Metadata", metadata({ app: { to: [BOT_ARN] } }), "app.to", "Metadata app.to"],
    ["at a name with dots", metadata({ "app.to": [BOT_ARN], app: { to: [] } }), "app.to", "Metadata app.to"],
  ])("is found %s", (_policy, about, path, because) => {
    expect(findMention(sampleMessage(about), BOT_ARN, path)).toEqual({ mentioned: true, because });
  });

  it.each<[policy: string, about: Partial<ChannelMessage>, because: string]>([
    ["nothing is there", {}, "attribute CHIME.mentions absent, Metadata mentions absent"],
    [
      "both name others",
      { ...attribute(others), ...metadata({ mentions: others }) },
      "attribute CHIME.mentions names others, Metadata mentions names others",
    ],
    [
      "another attribute is there",
      { MessageAttributes: { "app.mentions": { StringValues: [BOT_ARN] } } },
      "attribute CHIME.mentions absent, Metadata mentions absent",
    ],
    ["the attribute has no values", attribute(null), "attribute CHIME.mentions absent, Metadata mentions absent"],
    [
      "the attributes are null",
      { MessageAttributes: null },
      "attribute CHIME.mentions absent, Metadata mentions absent",
    ],
    [
      "Metadata holds the ARN as a text",
      metadata({ mentions: BOT_ARN }),
      "attribute CHIME.mentions absent, Metadata mentions names others",
    ],
    ["Metadata is an array", metadata([BOT_ARN]), "attribute CHIME.mentions absent, Metadata mentions absent"],
    [
      "Metadata is no JSON",
      { Metadata: `mentions: ${BOT_ARN}` },
      "attribute CHIME.mentions absent, Metadata mentions absent",
    ],
    ["Metadata is null", { Metadata: null }, "attribute CHIME.mentions absent, Metadata mentions absent"],
  ])("is not found where %s", (_policy, about, because) => {
    expect(findMention(sampleMessage(about), BOT_ARN, "mentions")).toEqual({ mentioned: false, because });
  });
});

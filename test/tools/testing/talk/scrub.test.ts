import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasCardDigits,
  hasIbanDigits,
  ibanDigits,
  withCardDigit,
} from "../../../../tools/testing/scrub/check-digits.ts";
import { findForms } from "../../../../tools/testing/scrub/forms.ts";
import { textsToKept } from "../../../../tools/testing/scrub/kept.ts";
import { createScrubber, type ScrubOptions } from "../../../../tools/testing/scrub/scrub.ts";

const digits = (count: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${count - 1}}$`));
const letters = (least: number, most: number) => fc.stringMatching(new RegExp(`^[b-z]{${least},${most}}$`));

/** A secret as it is written, and what of it must not be found anywhere: letters and digits, without what stands between them. */
type Secret = { readonly text: string; readonly core: string };
const core = (text: string): Secret => ({ text, core: text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase() });

const card = fc
  .tuple(digits(16), fc.constantFrom("", " ", "-"))
  .map(([text, gap]) => core(withCardDigit(text).replace(/(\d{4})(?=\d)/g, `$1${gap}`)));
const iban = fc.tuple(fc.constantFrom("DE", "GB", "FR"), digits(18), fc.boolean()).map(([country, rest, spaced]) => {
  const text = `${country}${ibanDigits(country, rest)}${rest}`;
  return core(spaced ? text.replace(/(.{4})(?=.)/g, "$1 ") : text);
});
const phone = fc
  .tuple(digits(2), digits(3), digits(7), fc.constantFrom(" ", "-", ".", ""))
  .map(([country, area, rest, gap]) => core(`+${country}${gap}${area}${gap}${rest}`));
const account = digits(12).map(core);
const email = fc
  .tuple(letters(6, 12), letters(6, 12), fc.constantFrom("com", "de", "co.uk"))
  .map(([name, host, end]) => core(`${name}.x@${host}.${end}`));
const ip = fc
  .tuple(
    fc.integer({ min: 11, max: 99 }),
    fc.integer({ min: 100, max: 187 }),
    fc.integer({ min: 100, max: 197 }),
    fc.integer({ min: 114, max: 250 }),
  )
  .map((parts) => core(parts.join(".")));
const key = fc.stringMatching(/^AKIA[A-Z0-9]{16}$/).map(core);
const token = fc.stringMatching(/^ghp_[a-z]{12}[0-9]{12}[A-Z]{12}$/).map(core);
const jwt = fc.stringMatching(/^eyJ[a-zA-Z]{20}\.[a-zA-Z0-9]{30}\.[a-zA-Z0-9]{20}$/).map(core);
const uuid = fc.uuid().map(core);
const arn = fc.tuple(account, uuid, letters(7, 12)).map(([one, id, user]) => ({
  text: `arn:aws:chime:us-east-1:${one.text}:app-instance/${id.text}/user/${user}`,
  core: one.core,
}));
const formed = fc.oneof(card, iban, phone, account, email, ip, key, token, jwt, uuid, arn);
const name = fc
  .tuple(letters(6, 10), letters(7, 12))
  .map(([first, last]) => core(`${first[0]?.toUpperCase()}${first.slice(1)} ${last}`));
const word = letters(8, 14).map(core);

interface Planted {
  readonly payload: { readonly event: unknown; readonly result: unknown };
  readonly secrets: readonly Secret[];
}

/** An event and a result with secrets in every place where somebody could write one. */
const planted = (secret: fc.Arbitrary<Secret>): fc.Arbitrary<Planted> =>
  fc
    .record({ who: name, secrets: fc.array(secret, { minLength: 10, maxLength: 10 }), id: fc.uuid() })
    .map(({ who, secrets, id }) => {
      const [a, b, c, d, e, f, g, h, i, j] = secrets.map(({ text }) => text);
      const event = {
        EventType: "CHANNEL_MESSAGE_EVENT",
        CallbackId: id,
        ChannelMessage: {
          MessageId: id.replaceAll("-", ""),
          ChannelArn:
            "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/channel/3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923",
          Content: `My data: ${a}, and (${b})!`,
          Metadata: JSON.stringify({ note: `see ${c}`, list: [{ deep: d }], flag: true }),
          Type: "STANDARD",
          Sender: {
            Arn: `arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/user/${id}`,
            Name: who.text,
          },
          CreatedTimestamp: "2026-11-24T09:30:00.000Z",
          MessageAttributes: { note: { StringValues: [e] } },
        },
      };
      const result = {
        messages: [
          { contentType: "PlainText", content: `Thanks, ${who.text}: ${f}.` },
          { contentType: "CustomPayload", content: JSON.stringify({ value: g }) },
          { contentType: "SSML", content: `<speak>Yes <break time="1s"/> ${h}</speak>` },
        ],
        sessionState: {
          dialogAction: { type: "ElicitSlot", slotToElicit: "LastFour" },
          intent: {
            name: "CheckBalance",
            state: "InProgress",
            slots: { LastFour: { value: { originalValue: i, interpretedValue: i } } },
          },
          sessionAttributes: { note: encodeURIComponent(`${j}`) },
        },
      };
      return { payload: { event, result }, secrets: [...secrets, who] };
    });

/** Everything in it that could be read, without what stands between letters and digits, encoded or not. */
const readable = (value: unknown) => {
  const text = JSON.stringify(value);
  const decoded = text.replace(/(?:%[0-9A-F]{2})+/gi, (encoded) => decodeURIComponent(encoded));
  return [text, decoded].map((one) => one.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase()).join("|");
};

const survivors = ({ payload, secrets }: Planted, options: ScrubOptions) => {
  const text = readable(createScrubber(options).scrub(payload));
  return secrets.filter((secret) => text.includes(secret.core)).map((secret) => secret.text);
};

const RUNS = { numRuns: 60 };

describe("no planted secret survives", () => {
  it("that has a form, or is a sender's name, where the rest of the words stay", () => {
    fc.assert(
      fc.property(planted(formed), fc.string(), (one, salt) => {
        expect(survivors(one, { texts: "searched", salt })).toEqual([]);
      }),
      RUNS,
    );
  });

  it("whatever its form, where no word stays", () => {
    fc.assert(
      fc.property(planted(fc.oneof(formed, name, word)), fc.string(), (one, salt) => {
        expect(survivors(one, { texts: "replaced", salt })).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("nothing survives in another writing", () => {
  const scrubbed = (value: unknown, options: ScrubOptions) => JSON.stringify(createScrubber(options).scrub(value));
  const texts = fc.constantFrom("searched" as const, "replaced" as const);
  const say = (content: string) => ({ result: { messages: [{ contentType: "PlainText", content }] } });
  const inDigits = (text: string, zero: number) =>
    text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));

  it("digits of other scripts, full-width and mathematical ones among them", () => {
    const zeros = fc.constantFrom(0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10, 0x1d7ce, 0x1d7d8, 0x1fbf0);
    fc.assert(
      fc.property(fc.oneof(card, phone, account), zeros, texts, ({ text }, zero, how) => {
        const written = inDigits(text, zero);
        const digits = (one: string) => [...one.matchAll(/\p{Nd}/gu)].map(([digit]) => digit).join("");
        expect(digits(scrubbed(say(`call ${written} now`), { texts: how }))).not.toContain(digits(written));
      }),
      RUNS,
    );
  });

  it("numbers grouped by no-break, thin and figure spaces, dashes and what can't be seen", () => {
    const gaps = fc.constantFrom(
      "\u00a0",
      "\u202f",
      "\u2009",
      "\u2007",
      "\u2011",
      "\u2013",
      "\u00ad",
      "\u200b",
      "\u2060",
    );
    fc.assert(
      fc.property(fc.oneof(card, phone, account), gaps, texts, ({ text }, gap, how) => {
        const plain = text.replace(/[ -]/g, "").replace(/(\d{3})(?=\d)/g, `$1${gap}`);
        const out = scrubbed(say(`my number: ${plain}.`), { texts: how }).replace(/[^0-9]/g, "");
        expect(out).not.toContain(plain.replace(/[^0-9]/g, ""));
      }),
      RUNS,
    );
  });

  it("JSON numbers with decimals, which may be where somebody lives", () => {
    const place = fc
      .tuple(fc.integer({ min: -89, max: 89 }), fc.stringMatching(/^[0-9]{5}[1-9]$/))
      .map(([a, b]) => `${a}.${b}`);
    fc.assert(
      fc.property(place, texts, fc.boolean(), (text, how, isInText) => {
        fc.pre(how === "replaced" || text.replace(/\D/g, "").length >= 7);
        const value = { lat: Number(text) };
        const payload = isInText ? say(JSON.stringify(value)) : { event: { ChannelMessage: { Metadata: value } } };
        const out = scrubbed(payload, { texts: how });
        expect(out).not.toContain(text.replace("-", ""));
        expect(out).toMatch(/lat\W+-?\d{1,2}\.\d+/);
      }),
      RUNS,
    );
  });

  it("a number's size stays, and the same number is the same again", () => {
    const value = createScrubber().scrub({
      event: { a: 0.25, b: [52.520_008, 52.520_008], c: 1.5e21, d: -3.75, e: 1.5e-9 },
    }) as {
      event: { a: number; b: number[]; c: number; d: number; e: number };
    };
    const { a, b, c, d, e } = value.event;
    expect(a).toBeLessThan(1);
    expect(b[0]).toBe(b[1]);
    expect([b[0], a, d]).not.toEqual([52.520_008, 0.25, -3.75]);
    expect(c).toBeGreaterThan(1e20);
    expect(d).toBeLessThan(0);
    expect(Math.abs(e)).toBeLessThan(1e-7);
  });

  it("attributes of SSML, quoted either way, and the markup that says nothing of anybody stays", () => {
    const ways = fc.constantFrom(
      (text: string) => `<sub alias="${text}">x</sub>`,
      (text: string) => `<sub alias='${text}'>x</sub>`,
      (text: string) => `<mark name="${text}"/>`,
      (text: string) => `<audio src = "https://host.example/${text}.mp3"/>`,
      (text: string) => `<phoneme alphabet="ipa" ph="${text}">x</phoneme>`,
      (text: string) => `<p ${text}="x">x</p>`,
      (text: string) => `<break time="1s" ${text}/>`,
    );
    fc.assert(
      fc.property(letters(6, 12), ways, (secret, way) => {
        const content = `<speak>Yes <break time="500ms"/> <prosody rate="slow">${way(secret)}</prosody></speak>`;
        const out = createScrubber().scrub({ result: { messages: [{ contentType: "SSML", content }] } });
        const text = out.result.messages[0]?.content ?? "";
        expect(text).not.toContain(secret);
        expect(text).toMatch(/^<speak>.*<break time="500ms"\/> <prosody rate="slow">.*<\/prosody><\/speak>$/);
      }),
      RUNS,
    );
  });

  it("what lets somebody in by an address: values behind names, parts of the path, and who stands before the host", () => {
    const secret = fc.stringMatching(/^[a-z]{4}[0-9]{4}[A-Z]{3}$/);
    const ways = fc.constantFrom(
      (text: string) => `https://host.example/reset?token=${text}&lang=en`,
      (text: string) => `https://host.example/#access_token=${text}`,
      (text: string) => `https://host.example/invite/${text}`,
      (text: string) => `https://host.example/invite/${text}/accept`,
      (text: string) => `wss://${text}@host.example/`,
      (text: string) => `https://host.example/a?x=${encodeURIComponent(`${text} b`)}`,
    );
    fc.assert(
      fc.property(secret, ways, texts, (text, way, how) => {
        expect(scrubbed(say(`Open ${way(text)} please`), { texts: how })).not.toContain(text);
      }),
      RUNS,
    );
  });

  it("a sender's name, whatever its accents, case and spaces", () => {
    const names = fc.constantFrom<[name: string, ...seen: string[]]>(
      ["José Müller", "Jose Muller", "JOSÉ MÜLLER", "Jose\u0301 Mu\u0308ller", "José\u00a0Müller", "müller"],
      ["Łukasz Słoński", "Lukasz Slonski", "łukasz"],
      ["Jose Muller", "José Müller"],
      ["Søren Åberg", "Soren Aberg", "SØREN"],
      ["Groß Weiß", "gross weiss", "GROSS"],
    );
    fc.assert(
      fc.property(names, ([name, ...seen]) => {
        for (const one of seen) {
          const content = `Thanks, ${one}! See you.`;
          const out = createScrubber({ texts: "searched" }).scrub({
            event: { ChannelMessage: { Sender: { Name: name }, Content: content } },
          });
          const said = out.event.ChannelMessage.Content;
          for (const word of one.split(/\s+/)) expect(said).not.toContain(word);
          expect(said).toMatch(/^Thanks, .*! See you\.$/);
        }
      }),
    );
  });
});

const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
};

describe("what says nothing of anybody stays", () => {
  it.each(["searched", "replaced"] as const)("the structure, intents, states and types, with texts %s", (texts) => {
    fc.assert(
      fc.property(planted(fc.oneof(formed, word)), ({ payload }) => {
        const scrubbed = createScrubber({ texts }).scrub(payload);
        expect(shapeOf(scrubbed)).toEqual(shapeOf(payload));
        expect(scrubbed).toMatchObject({
          event: { EventType: "CHANNEL_MESSAGE_EVENT", ChannelMessage: { Type: "STANDARD" } },
          result: {
            messages: [{ contentType: "PlainText" }, { contentType: "CustomPayload" }, { contentType: "SSML" }],
            sessionState: {
              dialogAction: { type: "ElicitSlot", slotToElicit: "LastFour" },
              intent: { name: "CheckBalance", state: "InProgress" },
            },
          },
        });
      }),
      RUNS,
    );
  });

  it.each(["searched", "replaced"] as const)(
    "what was equal is equal, and what differed differs, with texts %s",
    (texts) => {
      const values = fc.uniqueArray(fc.oneof(formed, letters(5, 9).map(core)), {
        minLength: 4,
        maxLength: 8,
        selector: ({ core: one }) => one,
      });
      fc.assert(
        fc.property(values, (all) => {
          const list = all.map(({ text }) => text);
          const { result } = createScrubber({ texts }).scrub({ result: { first: list, again: [...list].reverse() } });
          expect(new Set(result.first).size).toBe(list.length);
          expect(result.again.toReversed()).toEqual(result.first);
        }),
        RUNS,
      );
    },
  );

  it.each(["searched", "replaced"] as const)("what was scrubbed stays as it is, with texts %s", (texts) => {
    fc.assert(
      fc.property(planted(fc.oneof(formed, word)), ({ payload }) => {
        const scrubber = createScrubber({ texts });
        const once = scrubber.scrub(payload);
        expect(scrubber.scrub(once)).toEqual(once);
      }),
      RUNS,
    );
  });

  it("as many bytes, where words are replaced: what fits into a limit still does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const content = `x ${text.replace(/[@\d:{}[\]%<>]/g, "")}`;
        const { event } = createScrubber().scrub({ event: { content } });
        expect(Buffer.byteLength(event.content)).toBe(Buffer.byteLength(content));
      }),
      RUNS,
    );
  });

  it("the time between two times", () => {
    const times = ["2026-11-24T09:30:00.000Z", "2026-11-24T09:30:05.250Z", "2026-11-24T10:30:00+01:00"];
    const { event } = createScrubber().scrub({
      event: { times, CreatedTimestamp: 1795512600000, LastEditedTimestamp: 1795512600 },
    });
    const parsed = event.times.map((one) => Date.parse(one));
    expect(parsed.map((one) => one - (parsed[0] ?? 0))).toEqual([0, 5250, 0]);
    expect(event.times[1]).toMatch(/^\d{4}-\d\d-\d\dT09:30:05\.250Z$/);
    expect(event.times[0]).not.toBe(times[0]);
    expect([event.CreatedTimestamp, event.LastEditedTimestamp * 1000]).toEqual([parsed[0], parsed[0]]);
  });
});

describe("pseudonyms", () => {
  const one = (text: string, options: ScrubOptions = {}) =>
    createScrubber({ texts: "searched", ...options }).scrub({ result: { text } }).result.text;

  it.each<[what: string, text: string, form: RegExp]>([
    [
      "an ARN",
      "arn:aws:lex:eu-west-1:123456789012:bot-alias/BANKBOT001/TSTALIASID",
      /^arn:aws:lex:eu-west-1:000\d{9}:bot-alias\/[A-Z]{7}\d{3}\/TSTALIASID$/,
    ],
    ["an e-mail address", "Ana.Lima@Bank.com", /^[A-Z][a-z]{2}\.[A-Z][a-z]{3}@[a-z]+\.example$/],
    ["a telephone number", "+49 (30) 901820", /^\+00 \(0\d\) \d{6}$/],
    ["a card", "4111 1111 1111 1111", /^0\d{3} \d{4} \d{4} \d{4}$/],
    ["an IBAN", "DE89 3704 0044 0532 0130 00", /^XX\d\d \d{4} \d{4} \d{4} \d{4} \d\d$/],
    ["an IPv4 address", "10.12.13.14", /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/],
    ["an IPv6 address", "fe80::1ff:fe23:4567:890a", /^2001:db8::[0-9a-f]+:[0-9a-f]+$/],
    ["a UUID", "8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1", /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["a day", "born 1980-02-29", /^born (?:19|20)\d\d-\d\d-\d\d$/],
  ])("%s keeps its form, and is nobody's", (_what, text, form) => {
    expect(one(text)).toMatch(form);
    expect(one(text)).not.toBe(text);
  });

  it("have check digits that are right, so that a bot still takes them", () => {
    expect(hasCardDigits(one("4111 1111 1111 1111"))).toBe(true);
    expect(hasIbanDigits(one("DE89 3704 0044 0532 0130 00"))).toBe(true);
  });

  it("are the same for one salt, and others for another", () => {
    const text = "ana@bank.com, 4111 1111 1111 1111";
    expect(one(text, { salt: "a" })).toBe(one(text, { salt: "a" }));
    expect(one(text, { salt: "a" })).not.toBe(one(text, { salt: "b" }));
  });

  it("are the same for one value however it is written", () => {
    const [plain, spaced] = one("4111111111111111 and 4111 1111 1111 1111").split(" and ");
    expect(spaced?.replaceAll(" ", "")).toBe(plain);
    const names = one("Zoltan and ZOLTAN", { names: ["Zoltan"] }).split(" and ");
    expect(names[0]?.toUpperCase()).toBe(names[1]);
  });

  it("leave words that have no form and are no known name, prices, times and short numbers alone", () => {
    const text = "Your savings account ending in 0042 holds $1,234.56; we open at 9:00-17:30, line 3, version 1.2.3.";
    expect(one(text)).toBe(text);
  });

  it("leave the tags of SSML and the scheme of an address", () => {
    const scrubbed = createScrubber().scrub({
      result: {
        content:
          '<speak>Hello <break time="1s"/><emphasis level="strong">you</emphasis></speak> https://bank.com/a.png',
      },
    });
    expect(scrubbed.result.content).toMatch(
      /^<speak>[A-Z][a-z]{4} <break time="1s"\/><emphasis level="strong">[a-z]{3}<\/emphasis><\/speak> https:\/\/[a-z]{4}\.[a-z]{3}\/[a-z]\.[a-z]{3}$/,
    );
  });
});

describe("texts that may stay", () => {
  const kept = textsToKept([
    "For which account?",
    "Your {AccountType} account ending in {LastFour} holds [balance].",
    "savings",
    "{Free}",
  ]);
  const scrub = (text: string) => createScrubber({ kept }).scrub({ result: { text } }).result.text;

  it.each(["For which account?", "for which account", "Savings"])(
    "stay, whatever their case and punctuation: %s",
    (text) => {
      expect(scrub(text)).toBe(text);
    },
  );

  it("stay around their gaps, and what fills a gap is scrubbed unless it may stay too", () => {
    expect(scrub("Your savings account ending in 0042 holds plenty.")).toMatch(
      /^Your savings account ending in \d{4} holds [a-z]{6}\.$/,
    );
    expect(scrub("Your savings account ending in 0042 holds plenty.")).not.toMatch(/0042|plenty/);
  });

  it("let nothing else stay: a gap alone keeps no text", () => {
    expect(scrub("whatever I say")).not.toMatch(/whatever|say/);
    expect(scrub("For which account, Zoltan?")).not.toMatch(/which|Zoltan/);
  });
});

describe("forms", () => {
  it.each<[text: string, forms: string[]]>([
    ["Bearer abcdef123456", ["token"]],
    ["sk-proj-abcdefghij0123", ["token"]],
    ["https://ana:secret@bank.com", ["url-credentials"]],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", ["private-key"]],
    ["4111 1111 1111 1111", ["card"]],
    ["4111 1111 1111 1112", ["number"]],
    ["DE89370400440532013000", ["iban"]],
    ["12:30, 3.14, 2026, 9.99 and ::", []],
    ["999.999.999.999", ["number"]],
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ["long-id"]],
  ])("%s", (text, forms) => {
    expect(findForms(text).map(({ form }) => form)).toEqual(forms);
  });
});

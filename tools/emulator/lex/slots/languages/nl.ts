import type { SpokenLanguage } from "../spoken/language.ts";

export const NL: SpokenLanguage = {
  tag: "nl",
  polite:
    "alstublieft|alsjeblieft|graag|bedankt|dank u|dan|nou|liever|ik wil|ik zou graag|doe maar|we zijn met|met|voor|het is",
  small: "ik|wij|we|wil|willen|kom|komen|gaan|reizen|boeken|mij|ons|is|goed|past|kan",
  on: "op|voor|de|deze|komende|aanstaande",
  at: "om|rond|tegen|vanaf|zo rond|voor",
  answers: {
    yes: "ja|jazeker|jawel|jep|zeker|natuurlijk|graag|prima|goed|dat klopt|klopt|inderdaad|juist|correct|precies|akkoord|ok|oke|okay|in orde|is goed|dat is goed|uiteraard|perfect|j",
    no: "nee|neen|nooit|niet|absoluut niet|zeker niet|natuurlijk niet|klopt niet|dat klopt niet|fout|onjuist|liever niet|nee bedankt|annuleer|annuleren|niet goed",
    maybe: "misschien|wellicht|mogelijk|kan zijn|eventueel",
    unsure: "weet niet|weet ik niet|ik weet het niet|geen idee|niet zeker|ik ben niet zeker|ik twijfel",
  },
  numbers:
    "nul=0 een=1 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 dertien=13 veertien=14 vijftien=15 zestien=16 zeventien=17 achttien=18 negentien=19 twintig=20 dertig=30 veertig=40 vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90 honderd=*100 duizend=^1000 miljoen=^1000000 en=& dozijn=12",
  counters: "personen|persoon|mensen|nachten|nacht|gasten|stuks|volwassenen",
  point: "komma",
  days: {
    "vandaag|vanavond|vanmiddag": 0,
    "(voor )?morgen(ochtend|middag|avond| ochtend| middag| avond|vroeg| vroeg)?": 1,
    "(voor )?overmorgen": 2,
    gisteren: -1,
    eergisteren: -2,
  },
  dates: {
    inDays: ["over <n> dag(en)?"],
    inWeeks: ["over <n> we(e)?k(en)?", "(volgende|komende) week"],
    weekday: ["<w>", "(volgende|komende|aanstaande) <w>", "<w> aanstaande"],
    weekdayOfNextWeek: ["<w> (van )?volgende week", "volgende week (op )?<w>"],
    day: ["(<w> )?(de )?<d> <m>( <y>)?", "(de|op de|den) <d>"],
  },
  ordinal: "e|de|ste|\\.",
  ordinals: "eerste=1 tweede=2 derde=3 vierde=4 vijfde=5 zesde=6 zevende=7 achtste=8 negende=9 tiende=10",
  times: {
    clock: [
      "<h>( uur| u)?",
      "<h>[:.]<i> uur",
      "<h> uur <i>",
      "<i>( minuten)? over <h>( uur)?",
      "<b>( minuten)? voor <h>( uur)?",
    ],
    shifted: {
      "half <h>": -30,
      "kwart over <h>( uur)?": 15,
      "kwart voor <h>( uur)?": -15,
      "<b> voor half <h>": -30,
      "<i> over half <h>": -30,
    },
    parts: {
      am: "'s ochtends|s ochtends|'s morgens|s morgens|in de ochtend",
      pm: "'s middags|s middags|'s avonds|s avonds|in de middag|in de avond",
      night: "'s nachts|s nachts",
    },
    named: {
      "(om |rond )?twaalf uur 's middags": "12:00",
      middernacht: "00:00",
      "('s |s |in de |de )?(ochtends?|morgens|voormiddag)": "MO",
      "('s |s |in de |de )?middags?": "AF",
      "('s |s |in de |de )?avonds?": "EV",
      "('s |s |in de |de )?nachts?": "NI",
    },
    now: "nu|meteen",
  },
};

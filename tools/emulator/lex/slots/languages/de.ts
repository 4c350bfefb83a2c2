import type { SpokenLanguage } from "../spoken/language.ts";

export const DE: SpokenLanguage = {
  tag: "de",
  polite:
    "bitte|danke|gerne|gern|also|dann|ja dann|lieber|sagen wir|ich moechte|ich mochte|ich haette gern|ich hatte gern|es sind|wir sind|fuer|fur|zu",
  small:
    "ich|wir|moechte|mochte|will|wollen|wuerde|wurde|komme|kommen|fahren|fahre|reisen|anreisen|buchen|es|mir|uns|waere|ware|ist|gut|passt|geht",
  on: "am|an dem|fuer den|fur den|auf den|fuer|fur|auf|den|der|diesen|dieser",
  at: "um|gegen|ab|so um|so gegen|fuer|fur",
  answers: {
    yes: "ja|jo|jawohl|jep|jup|klar|na klar|sicher|natuerlich|naturlich|gerne|gern|genau|richtig|stimmt|das stimmt|korrekt|in ordnung|ok|okay|einverstanden|passt|das passt|ja bitte|ja gerne|auf jeden fall|selbstverstandlich|selbstverstaendlich|perfekt|bestaetigt|bestatigt|j",
    no: "nein|ne|nee|noe|no|nicht|niemals|nie|auf keinen fall|keinesfalls|falsch|das ist falsch|das stimmt nicht|stimmt nicht|lieber nicht|nein danke|abbrechen|stimmt so nicht|sicher nicht|passt nicht|das passt nicht",
    maybe: "vielleicht|eventuell|moeglicherweise|moglicherweise|kann sein|mal sehen",
    unsure:
      "weiss nicht|ich weiss nicht|ich weiss es nicht|keine ahnung|nicht sicher|bin nicht sicher|ich bin nicht sicher|ich bin mir nicht sicher",
  },
  numbers:
    "null=0 ein|eins|eine|einen|einer|einem=1 zwei|zwo=2 drei=3 vier=4 fuenf|fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwoelf|zwölf=12 dreizehn=13 vierzehn=14 fuenfzehn|fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19 zwanzig=20 dreissig=30 vierzig=40 fuenfzig|fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=*100 tausend=^1000 million|millionen=^1000000 und=& undund=+ dutzend=12",
  counters: "personen|person|leute|naechte|nachte|nacht|gaeste|gaste|stueck|stuck|erwachsene|mal",
  point: "komma",
  days: {
    "((für|auf) )?heute( abend| nachmittag| noch)?": 0,
    "((für|auf) )?morgen( früh| vormittag| mittag| nachmittag| abend)?": 1,
    "((für|auf) )?(übermorgen|uebermorgen)( früh| vormittag| nachmittag| abend)?": 2,
    überübermorgen: 3,
    gestern: -1,
    vorgestern: -2,
  },
  dates: {
    inDays: ["in <n> tag(en)?", "heute in <n> tagen"],
    inWeeks: ["in <n> wochen?", "(nächste|kommende) woche", "heute in <n> wochen?"],
    weekday: ["<w>", "(nächste[nrm]?|kommende[nrm]?) <w>"],
    weekdayOfNextWeek: ["<w> (in der )?(nächste[rn]?|kommende[rn]?) woche", "(nächste|kommende) woche (am )?<w>"],
    day: ["(<w> )?(,? ?(den|der|dem) )?<d> <m>( <y>)?", "(am|den|der|zum) <d>"],
  },
  weekdays: "sonnabend=6 montags=1 dienstags=2 mittwochs=3 donnerstags=4 freitags=5 samstags=6 sonntags=0",
  months: "jänner=1 maerz=3 feber=2",
  ordinal: "\\.|sten?|ster|ten?|ter",
  ordinals: "erste|ersten|erster=1 dritte|dritten|dritter=3 siebte|siebten|siebter=7 achte|achten|achter=8",
  times: {
    clock: [
      "<h>( uhr)?",
      "<h>[:.]<i> uhr",
      "<h> uhr( und)? <i>( minuten)?",
      "<i>( minuten)? nach <h>( uhr)?",
      "<b>( minuten)? vor <h>( uhr)?",
    ],
    shifted: {
      "halb <h>": -30,
      "viertel nach <h>( uhr)?": 15,
      "viertel (vor|for) <h>( uhr)?": -15,
      "<b>( minuten)? vor halb <h>": -30,
      "<i>( minuten)? nach halb <h>": -30,
      "dreiviertel <h>": -15,
    },
    parts: {
      am: "morgens|früh|vormittags|am morgen|am vormittag|in der früh|in der frueh",
      pm: "nachmittags|abends|am nachmittag|am abend",
      night: "nachts|in der nacht",
      noon: "mittags|am mittag",
    },
    named: {
      "(am |zu |um )?mittag": "12:00",
      "(um )?mitternacht": "00:00",
      "(am |in der |früh )?(morgen|morgens|vormittag|vormittags|früh)": "MO",
      "(am )?(nachmittag|nachmittags)": "AF",
      "(am )?(abend|abends)": "EV",
      "(in der )?(nacht|nachts)": "NI",
    },
    now: "jetzt|sofort|gleich",
  },
};

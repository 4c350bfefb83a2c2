import type { SpokenLanguage } from "../spoken/language.ts";

/** Beside the older recognisers, which read most of English. */
export const EN: SpokenLanguage = {
  tag: "en",
  polite:
    "please|thanks|thank you|maybe then|then|um|well|it is|its|let's say|lets say|make it|how about|i would like|i'd like|i want|for",
  small:
    "i|we|i'll|we'll|will|would|like|want|to|go|come|arrive|leave|fly|travel|book|it|is|be|me|let|us|can|could|you|do|with|that|works?|good",
  on: "on the|on|the|this|for the|for|next|coming",
  at: "at|around|about|by",
  answers: {
    yes: "yes|yeah|yep|yup|y|sure|ok|okay|correct|right|confirm|confirmed|absolutely|definitely|of course|go ahead|please do|do it|sounds good|thats right|that is right|thats correct|that is correct|thats fine|fine|it is|perfect|exactly|indeed",
    no: "no|nope|nah|n|not|never|dont|do not|wrong|incorrect|cancel|stop|negative|no thanks|no thank you|thats wrong|that is wrong",
    maybe: "maybe|perhaps|possibly",
    unsure: "dont know|i dont know|not sure|im not sure|i am not sure|no idea|i have no idea|i do not know",
  },
  numbers:
    "zero|nil=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred|ahundred=*100 thousand|athousand=^1000 million=^1000000 and=+ dozen|adozen=12 halfadozen|halfdozen=6 nought|naught=0",
  counters: "people|persons|guests|of us|nights?",
  point: "point",
  days: {
    "today|tonight|this evening": 0,
    "tomorrow( morning| afternoon| evening| night)?": 1,
    "(the )?day after tomorrow": 2,
    yesterday: -1,
    "(the )?day before yesterday": -2,
  },
  dates: {
    inDays: ["in <n> days?( time)?", "<n> days? from (now|today)"],
    inWeeks: ["in <n> weeks?( time)?", "<n> weeks? from (now|today)", "(a week from today|in a week|next week)"],
    weekday: ["<w>", "(this|next|coming) <w>"],
    weekdayOfNextWeek: ["<w> (of )?next week", "next week,? (on )?<w>"],
    day: ["<d> (of )?<m>( <y>)?", "<m> (the )?<d>( <y>)?", "(the|on the) <d>"],
  },
  months: "jun=6 jul=7 sep=9 sept=9",
  ordinal: "st|nd|rd|th|\\.",
  ordinals:
    "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 twenty-first=21 twenty-second=22 twenty-third=23 twenty-fourth=24 twenty-fifth=25 twenty-sixth=26 twenty-seventh=27 twenty-eighth=28 twenty-ninth=29 thirtieth=30 thirty-first=31",
  times: {
    clock: ["<h>( o ?'?clock)?", "<h> <i>", "<i>( minutes)? past <h>", "<b>( minutes)? to <h>"],
    shifted: { "half past <h>": 30, "(a )?quarter past <h>": 15, "(a )?quarter to <h>": -15 },
    parts: { am: "in the morning|a ?m", pm: "in the afternoon|in the evening|p ?m", night: "at night" },
    named: {
      "noon|midday": "12:00",
      midnight: "00:00",
      "(in the |this |the )?morning": "MO",
      "(in the |this |the )?afternoon": "AF",
      "(in the |this |the )?evening": "EV",
      "(at |in the |the )?night": "NI",
    },
    now: "now|right now",
  },
};

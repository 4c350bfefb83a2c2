import type { SpokenLanguage } from "../spoken/language.ts";

export const IT: SpokenLanguage = {
  tag: "it",
  polite:
    "per favore|per piacere|grazie|allora|beh|direi|facciamo|preferirei|vorrei|voglio|preferisco|sarebbe|siamo in|siamo|in|per",
  small: "io|noi|andare|venire|partire|arrivare|arrivo|arriviamo|vengo|prenotare|mi|va|bene|andrebbe",
  on: "per il|per l'|per|il|lo|la|questo|questa|di",
  at: "per le|verso le|verso l'|dalle|alle|all'|le|l'|intorno alle|per",
  answers: {
    yes: "si|certo|certamente|va bene|d'accordo|esatto|esattamente|giusto|corretto|perfetto|ok|okay|confermo|confermato|sicuro|naturalmente|volentieri|come no|assolutamente si|e giusto|e corretto|proprio cosi|s",
    no: "no|mai|assolutamente no|per niente|non va bene|non e giusto|sbagliato|niente affatto|no grazie|meglio di no|annulla|neanche per sogno",
    maybe: "forse|magari|puo darsi|probabilmente|puo essere",
    unsure: "non so|non lo so|boh|non sono sicuro|non sono sicura|nessuna idea|non ne ho idea|non saprei",
  },
  numbers:
    "zero=0 un|uno|una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 tredici=13 quattordici=14 quindici=15 sedici=16 diciassette=17 diciotto=18 diciannove=19 venti|vent=20 trenta|trent=30 quaranta|quarant=40 cinquanta|cinquant=50 sessanta|sessant=60 settanta|settant=70 ottanta|ottant=80 novanta|novant=90 cento|cent=*100 mille|mila=^1000 milione|milioni=^1000000 e=+ dozzina=12",
  counters: "persone|persona|notti|notte|adulti|ospiti",
  point: "virgola",
  days: {
    "oggi|stasera|oggi pomeriggio": 0,
    "(per )?domani( mattina| pomeriggio| sera)?": 1,
    "(per )?dopodomani|dopo domani": 2,
    ieri: -1,
    "l'altro ieri|ieri l'altro|altroieri": -2,
  },
  dates: {
    inDays: ["(tra|fra) <n> giorn[io]"],
    inWeeks: ["(tra|fra) <n> settiman[ea]", "(la )?(settimana prossima|prossima settimana)", "la settimana che viene"],
    weekday: ["<w>", "(prossim[oa]) <w>", "<w> (prossim[oa]|che viene)"],
    weekdayOfNextWeek: ["<w> della (settimana prossima|prossima settimana)", "<w> della settimana che viene"],
    day: ["(<w> )?<d> <m>( <y>)?", "(il |l'|per il |il giorno )<d>"],
  },
  ordinal: "º|°|\\.",
  ordinals: "primo=1",
  times: {
    clock: ["<h>( in punto)?", "(ore )<h>", "<h> e <i>( minuti)?", "<h> meno <b>"],
    shifted: { "<h> e mezz[oa]": 30, "<h> e un quarto": 15, "<h> meno un quarto": -15, "<h> e tre quarti": 45 },
    parts: {
      am: "di mattina|del mattino|della mattina|di mattino",
      pm: "di pomeriggio|del pomeriggio|di sera|della sera",
      night: "di notte|della notte",
    },
    named: {
      "(a )?mezzogiorno": "12:00",
      "(a )?mezzogiorno e mezz[oa]": "12:30",
      "(a )?mezzanotte": "00:00",
      "(di |al |in |la |il |questa )?(mattina|mattino|mattinata)": "MO",
      "(di |nel |il |questo )?pomeriggio": "AF",
      "(di |in |la |questa )?(sera|serata)": "EV",
      "(di |la )?notte": "NI",
    },
    now: "adesso|ora|subito",
  },
};

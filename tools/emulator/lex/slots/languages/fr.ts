import type { SpokenLanguage } from "../spoken/language.ts";

export const FR: SpokenLanguage = {
  tag: "fr",
  polite:
    "s'il vous plait|s'il te plait|svp|stp|merci|alors|bon|euh|plutot|disons|ce serait|ce sera|c'est|je voudrais|je veux|j'aimerais|je prefere|pour|nous sommes|on est",
  small: "je|j'|nous|on|aller|venir|partir|arriver|arrive|arrivons|reserver|viens|pars|me|va|ira|convient",
  on: "pour le|pour|ce|le|la|au",
  at: "a partir de|a|vers|pour|des|aux alentours de",
  answers: {
    yes: "oui|ouais|si|bien sur|d'accord|d'acc|ok|c'est ca|c'est bien ca|c'est correct|c'est exact|exact|exactement|correct|tout a fait|volontiers|parfait|absolument|entendu|je confirme|ca marche|ca me va|vas-y|vas y|allez-y|allez y|o",
    no: "non|nan|jamais|pas du tout|pas vraiment|surtout pas|c'est faux|faux|incorrect|annulez|annuler|non merci|pas question",
    maybe: "peut-etre|peut etre|possible|c'est possible|probablement|ca se peut",
    unsure:
      "je ne sais pas|je sais pas|j'sais pas|chais pas|aucune idee|pas sur|pas sure|je ne suis pas sur|je ne suis pas sure",
  },
  numbers:
    "zero=0 un|une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16 dixsept=17 dixhuit=18 dixneuf=19 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante|octante=80 nonante=90 quatrevingt|quatrevingts=80 cent|cents=*100 mille=^1000 million|millions=^1000000 et=+ douzaine=12",
  counters: "personnes?|nuits?|adultes?|passagers?",
  point: "virgule",
  days: {
    "aujourd'hui|ce (soir|matin)|cet apres[- ]midi": 0,
    "demain( matin| soir| apres[- ]midi| midi)?": 1,
    "apres[- ]demain": 2,
    hier: -1,
    "avant[- ]hier": -2,
  },
  dates: {
    inDays: ["(dans|d'ici) <n> jours?"],
    inWeeks: ["(dans|d'ici) <n> semaines?", "la semaine prochaine", "dans huit jours"],
    weekday: ["<w>", "<w> (prochain|qui vient)", "prochain <w>"],
    weekdayOfNextWeek: ["<w> de la semaine prochaine", "la semaine prochaine,? (le )?<w>", "<w> en huit"],
    day: ["(<w> )?<d> <m>( <y>)?", "(le |pour le )<d>"],
  },
  ordinal: "er|e|eme|\\.",
  ordinals: "premier=1",
  times: {
    clock: [
      "<h>( heures?)?( pile| precises?)?",
      "<h> heures? <i>( minutes)?",
      "<h> heures? et <i>",
      "<h> heures? moins <b>",
    ],
    shifted: {
      "<h> heures? et demie?": 30,
      "<h> et demie?": 30,
      "<h> heures? et quart": 15,
      "<h> heures? moins (le |un )?quart": -15,
    },
    parts: { am: "du matin|le matin", pm: "de l'apres[- ]midi|du soir|le soir", night: "de la nuit" },
    named: {
      "(a |le |vers )?midi": "12:00",
      "(a )?midi et demie?": "12:30",
      "(a |le |vers )?minuit": "00:00",
      "(le |au |dans la |en )?(matin|matinee)": "MO",
      "(l'|dans l'|en |cet )?apres[- ]midi": "AF",
      "(le |au |en |dans la |ce )?(soir|soiree)": "EV",
      "(la |dans la |de )?nuit": "NI",
    },
    now: "maintenant|tout de suite",
  },
};

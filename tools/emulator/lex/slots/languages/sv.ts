import type { SpokenLanguage } from "../spoken/language.ts";

export const SV: SpokenLanguage = {
  tag: "sv",
  polite: "tack|snälla|gärna|då|alltså|helst|jag vill|jag skulle vilja|vi är|vi blir|det är|för|till",
  small: "jag|vi|vill|skulle|vilja|ska|åka|resa|komma|kommer|boka|det|passar|bra|blir|går",
  on: "på|den|till|nu på|för",
  at: "klockan|kl|vid|runt|omkring|från|kring",
  answers: {
    yes: "ja|japp|jo|jadå|javisst|visst|absolut|självklart|gärna|ja tack|okej|ok|okay|det stämmer|stämmer|precis|rätt|korrekt|det är rätt|det går bra|bra|perfekt|naturligtvis|j",
    no: "nej|nä|näe|nej tack|inte|aldrig|absolut inte|självklart inte|det stämmer inte|stämmer inte|fel|det är fel|helst inte|avbryt|bra inte|inte alls",
    maybe: "kanske|möjligen|eventuellt|kanhända",
    unsure: "vet inte|jag vet inte|vet ej|ingen aning|inte säker|jag är inte säker|osäker|jag är osäker",
  },
  numbers:
    "noll=0 en|ett=1 två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9 tio=10 elva=11 tolv=12 tretton=13 fjorton=14 femton=15 sexton=16 sjutton=17 arton|aderton=18 nitton=19 tjugo|tjugi=20 trettio|tretti=30 fyrtio|fyrti=40 femtio|femti=50 sextio|sexti=60 sjuttio|sjutti=70 åttio|åtti=80 nittio|nitti=90 hundra=*100 tusen=^1000 miljon|miljoner=^1000000 och=+ dussin=12",
  counters: "personer|person|nätter|natt|stycken|st|vuxna|gäster",
  point: "komma",
  days: {
    "i ?dag|i ?kväll|i eftermiddag": 0,
    "(till )?(i ?morgon|imorgon)( bitti| kväll| förmiddag| eftermiddag)?": 1,
    "(till )?(i ?övermorgon)": 2,
    "i ?går": -1,
    "i ?förrgår": -2,
  },
  dates: {
    inDays: ["om <n> dag(ar)?"],
    inWeeks: ["om <n> veck(a|or)", "nästa vecka"],
    weekday: ["<w>", "(nästa|kommande) <w>", "nu på <w>"],
    weekdayOfNextWeek: ["<w> (i )?nästa vecka", "nästa vecka (på )?<w>"],
    day: ["(<w> )?(den )?<d> <m>( <y>)?", "(den|den dag) <d>"],
  },
  weekdays: "söndagen=0 måndagen=1 tisdagen=2 onsdagen=3 torsdagen=4 fredagen=5 lördagen=6",
  ordinal: ":?[ae]|\\.|:?de|:?nde|:?te",
  ordinals:
    "första=1 andra=2 tredje=3 fjärde=4 femte=5 sjätte=6 sjunde=7 åttonde=8 nionde=9 tionde=10 elfte=11 tolfte=12 trettonde=13 fjortonde=14 femtonde=15 sextonde=16 sjuttonde=17 artonde=18 nittonde=19 tjugonde=20 tjugoförsta=21 tjugoandra=22 tjugotredje=23 tjugofjärde=24 tjugofemte=25 tjugosjätte=26 tjugosjunde=27 tjugoåttonde=28 tjugonionde=29 trettionde=30 trettioförsta=31",
  times: {
    clock: ["<h>", "<h> och <i>", "<i>( minuter)? över <h>", "<b>( minuter)? i <h>", "<h> <i>"],
    shifted: {
      "halv <h>": -30,
      "kvart över <h>": 15,
      "kvart i <h>": -15,
      "<b> i halv <h>": -30,
      "<i> över halv <h>": -30,
    },
    parts: {
      am: "på morgonen|på förmiddagen|fm|på fm",
      pm: "på eftermiddagen|på kvällen|em|på em|i kväll|ikväll",
      night: "på natten|i natt",
    },
    named: {
      "(mitt på dagen|vid lunch|lunchtid|(klockan )?tolv på dagen)": "12:00",
      "(vid )?midnatt": "00:00",
      "(på |i )?(morgonen|förmiddagen|förmiddag|morse)": "MO",
      "(på |i )?(eftermiddagen|eftermiddag)": "AF",
      "(på |i )?(kvällen|kväll)": "EV",
      "(på |i )?(natten|natt)": "NI",
    },
    now: "nu|genast",
  },
};

import type { SpokenLanguage } from "../spoken/language.ts";

export const FI: SpokenLanguage = {
  tag: "fi",
  polite: "kiitos|ole hyvä|no|sitten|mieluiten|vaikka|haluaisin|haluan|meitä on|olkoon",
  small: "minä|me|tulen|tulemme|lähden|matkustaa|varata|haluamme|se|on|sopii|hyvä",
  at: "kello|klo|noin|noin kello",
  answers: {
    yes: "kyllä|joo|juu|jep|niin|toki|totta kai|tietysti|tietenkin|selvä|ok|okei|oikein|aivo|aivan|pitää paikkansa|se sopii|sopii|hyvä|mielellään|vahvistan|varmasti|just niin|k",
    no: "ei|en|ei kiitos|eipä|ei missään nimessä|ei ikinä|ei koskaan|väärin|väärä|peru|peruuta|ei sovi|ei käy",
    maybe: "ehkä|kenties|mahdollisesti|saattaa olla",
    unsure: "en tiedä|ei tietoa|en ole varma|ei aavistustakaan|emmä tiiä",
  },
  numbers:
    "nolla=0 yksi|yhden|yhdelle|yhdeltä=1 kaksi|kahden|kahdelle|kahdelta=2 kolme|kolmen|kolmelle|kolmelta=3 neljä|neljän|neljälle|neljältä=4 viisi|viiden|viidelle|viideltä=5 kuusi|kuuden|kuudelle|kuudelta=6 seitsemän|seitsemälle|seitsemältä=7 kahdeksan|kahdeksalle|kahdeksalta=8 yhdeksän|yhdeksälle|yhdeksältä=9 kymmenen|kymmenelle|kymmeneltä=10 yksitoista|yhdeltätoista=11 kaksitoista|kahdeltatoista=12 kolmetoista=13 neljätoista=14 viisitoista=15 kuusitoista=16 seitsemäntoista=17 kahdeksantoista=18 yhdeksäntoista=19 kaksikymmentä=20 kolmekymmentä=30 neljäkymmentä=40 viisikymmentä=50 kuusikymmentä=60 seitsemänkymmentä=70 kahdeksankymmentä=80 yhdeksänkymmentä=90 sata|sataa=*100 tuhat|tuhatta=^1000 miljoona|miljoonaa=^1000000 tusina=12",
  counters: "henkilöä|henkilö|henkeä|hengelle|yötä|yö|ihmistä|aikuista|kappaletta|kpl",
  point: "pilkku",
  days: {
    "tänään|tänä iltana": 0,
    "huomenna|huomiseksi|huomisaamuna|huomenillalla|huomenaamulla": 1,
    "ylihuomenna|ylihuomiseksi": 2,
    eilen: -1,
    toissapäivänä: -2,
  },
  dates: {
    inDays: ["<n> päivän (päästä|kuluttua)"],
    inWeeks: ["<n> viikon (päästä|kuluttua)", "viikon (päästä|kuluttua)", "ensi viikolla"],
    weekday: ["<w>", "(ensi|tulevana) <w>"],
    weekdayOfNextWeek: ["ensi viikon <w>", "<w> ensi viikolla"],
    day: ["(<w> )?<d> <m>( <y>)?", "(<d>) päivä(nä)?", "<m> <d>( päivä(nä)?)?"],
  },
  weekdays:
    "sunnuntaina=0 maanantaina=1 tiistaina=2 keskiviikkona=3 torstaina=4 perjantaina=5 lauantaina=6 sunnuntaiksi=0 maanantaiksi=1 tiistaiksi=2 keskiviikoksi=3 torstaiksi=4 perjantaiksi=5 lauantaiksi=6",
  months:
    "tammik=1 helmik=2 maalisk=3 huhtik=4 toukok=5 kesäk=6 heinäk=7 elok=8 syysk=9 lokak=10 marrask=11 jouluk=12 tammikuun=1 helmikuun=2 maaliskuun=3 huhtikuun=4 toukokuun=5 kesäkuun=6 heinäkuun=7 elokuun=8 syyskuun=9 lokakuun=10 marraskuun=11 joulukuun=12",
  ordinal: "\\.|:s",
  ordinals: "ensimmäinen=1 toinen=2 kolmas=3 neljäs=4 viides=5 kuudes=6 seitsemäs=7 kahdeksas=8 yhdeksäs=9 kymmenes=10",
  times: {
    clock: ["<h>", "<i>( minuuttia)? yli <h>", "<b>( minuuttia)? vaille <h>", "<h> <i>"],
    shifted: {
      "puoli <h>": -30,
      "vartin yli <h>": 15,
      "varttia yli <h>": 15,
      "varttia vaille <h>": -15,
      "vartin vaille <h>": -15,
    },
    parts: { am: "aamulla|aamupäivällä|aamuyöllä", pm: "iltapäivällä|illalla|ip", night: "yöllä" },
    named: {
      "keskipäivällä|keskipäivä|puoliltapäivin": "12:00",
      "keskiyöllä|keskiyö|puoliltaöin": "00:00",
      "aamulla|aamu|aamupäivällä": "MO",
      "iltapäivällä|iltapäivä": "AF",
      "illalla|ilta": "EV",
      "yöllä|yö": "NI",
    },
    now: "nyt|heti",
  },
};

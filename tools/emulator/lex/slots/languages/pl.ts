import type { SpokenLanguage } from "../spoken/language.ts";

export const PL: SpokenLanguage = {
  tag: "pl",
  polite: "proszę|dziękuję|poproszę|więc|no|chciałbym|chciałabym|chcę|wolę|niech będzie|dla|jest nas|to",
  small: "ja|my|przyjadę|przyjdę|przyjedziemy|jechać|lecieć|zarezerwować|mi|nam|pasuje|będzie",
  on: "w|we|na|ten|tę|w dniu",
  at: "o godzinie|o godz|o|około|na|koło",
  answers: {
    yes: "tak|no tak|pewnie|jasne|oczywiście|zgadza się|dobrze|dobra|w porządku|ok|okej|potwierdzam|dokładnie|poprawnie|słusznie|zgoda|chętnie|naturalnie|t",
    no: "nie|nigdy|wcale nie|nie zgadza się|w żadnym wypadku|źle|błędnie|niepoprawnie|nie dziękuję|raczej nie|anuluj|oczywiście że nie|skądże",
    maybe: "może|być może|możliwe|prawdopodobnie",
    unsure: "nie wiem|nie mam pojęcia|nie jestem pewien|nie jestem pewna|trudno powiedzieć",
  },
  numbers:
    "zero=0 jeden|jedna|jedno|jedną|jednej|jednego=1 dwa|dwie|dwóch|dwoje|dwaj|drugiej=2 trzy|trzech|troje|trzeciej=3 cztery|czterech|czworo|czwartej=4 pięć|pięciu|pięcioro|piątej=5 sześć|sześciu|szóstej=6 siedem|siedmiu|siódmej=7 osiem|ośmiu|ósmej=8 dziewięć|dziewięciu|dziewiątej=9 dziesięć|dziesięciu|dziesiątej=10 jedenaście|jedenastu|jedenastej=11 dwanaście|dwunastu|dwunastej=12 trzynaście|trzynastu|trzynastej=13 czternaście|czternastu|czternastej=14 piętnaście|piętnastu|piętnastej=15 szesnaście|szesnastu|szesnastej=16 siedemnaście|siedemnastu|siedemnastej=17 osiemnaście|osiemnastu|osiemnastej=18 dziewiętnaście|dziewiętnastu|dziewiętnastej=19 dwadzieścia|dwudziestu|dwudziestej=20 trzydzieści|trzydziestu=30 czterdzieści=40 pięćdziesiąt=50 sześćdziesiąt=60 siedemdziesiąt=70 osiemdziesiąt=80 dziewięćdziesiąt=90 sto=100 dwieście=200 trzysta=300 czterysta=400 pięćset=500 sześćset=600 siedemset=700 osiemset=800 dziewięćset=900 tysiąc|tysiące|tysięcy=^1000 milion|miliony|milionów=^1000000 pierwszej=1 tuzin=12",
  counters: "osoby|osób|osoba|noce|nocy|noc|sztuk|sztuki|ludzi|dorosłych",
  point: "przecinek",
  days: {
    "(na )?(dzisiaj|dziś)( wieczorem| po południu)?": 0,
    "(na )?jutro( rano| wieczorem| po południu)?": 1,
    "(na )?pojutrze": 2,
    wczoraj: -1,
    przedwczoraj: -2,
  },
  dates: {
    inDays: ["za <n> dni", "za dzień"],
    inWeeks: ["za <n> tygodni(e)?", "za tydzień", "(w )?(następnym|przyszłym) tygodniu"],
    weekday: ["<w>", "(następn[yaąe]|przyszł[yaąe]|najbliższ[yaąe]) <w>"],
    weekdayOfNextWeek: ["<w> (w )?(przyszłym|następnym) tygodniu", "w (przyszłym|następnym) tygodniu (w |we )?<w>"],
    day: ["(<w> )?<d> <m>( <y>)?( roku)?", "<d> dnia", "(dnia) <d>"],
  },
  weekdays: "środę=3 sobotę=6 niedzielę=0",
  months: "styczen=1",
  ordinal: "\\.|-?go|-?ego",
  ordinals:
    "pierwszego=1 drugiego=2 trzeciego=3 czwartego=4 piątego=5 szóstego=6 siódmego=7 ósmego=8 dziewiątego=9 dziesiątego=10 jedenastego=11 dwunastego=12 trzynastego=13 czternastego=14 piętnastego=15 szesnastego=16 siedemnastego=17 osiemnastego=18 dziewiętnastego=19 dwudziestego=20 trzydziestego=30",
  times: {
    clock: ["<h>", "<h> <i>", "<i> po <h>", "za <b> <h>"],
    shifted: { "wpół do <h>": -30, "pół do <h>": -30, "kwadrans po <h>": 15, "za kwadrans <h>": -15 },
    parts: { am: "rano|przed południem", pm: "po południu|wieczorem", night: "w nocy" },
    named: {
      "(w )?południe": "12:00",
      "(o )?północ(y)?": "00:00",
      "rano|przed południem": "MO",
      "po południu": "AF",
      "wieczorem|wieczór": "EV",
      "w nocy|noc": "NI",
    },
    now: "teraz|zaraz",
  },
};

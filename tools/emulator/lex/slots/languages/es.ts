import type { SpokenLanguage } from "../spoken/language.ts";

export const ES: SpokenLanguage = {
  tag: "es",
  polite:
    "por favor|gracias|pues|bueno|mejor|entonces|seria|es|quiero|quisiera|prefiero|me gustaria|puede ser|que sea|digamos|para",
  small:
    "yo|nosotros|ir|venir|viajar|llegar|llegamos|llego|llegaremos|salir|salgo|reservar|lo|me|nos|va bien|viene bien|iria|vamos|voy|queremos",
  on: "para el|para|este|el|la",
  at: "para las|para la|a eso de las|a las|a la|las|la|sobre las|hacia las|desde las",
  answers: {
    yes: "si|claro|claro que si|por supuesto|de acuerdo|vale|correcto|correcta|exacto|exactamente|asi es|eso es|esta bien|adelante|confirmo|confirmado|ok|okey|perfecto|desde luego|como no|bueno|dale|afirmativo|s",
    no: "no|nunca|jamas|para nada|de ninguna manera|claro que no|negativo|incorrecto|mejor no|tampoco|nada de eso|cancela|cancelar",
    maybe: "quizas|quiza|tal vez|a lo mejor|puede ser|puede que si",
    unsure: "no se|no lo se|no estoy seguro|no estoy segura|ni idea|no tengo idea|quien sabe",
  },
  numbers:
    "cero=0 un|uno|una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiun|veintiuno|veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien|ciento=100 doscientos|doscientas=200 trescientos|trescientas=300 cuatrocientos|cuatrocientas=400 quinientos|quinientas=500 seiscientos|seiscientas=600 setecientos|setecientas=700 ochocientos|ochocientas=800 novecientos|novecientas=900 mil=^1000 millon|millones=^1000000 y=+ docena=12",
  counters: "personas?|noches?|huespedes|adultos?|de nosotros",
  point: "coma|punto",
  days: {
    "hoy( mismo)?|esta (tarde|noche)": 0,
    "mañana( por la (mañana|tarde|noche)| temprano)?": 1,
    "pasado mañana|dentro de dos dias": 2,
    ayer: -1,
    "anteayer|antes de ayer": -2,
  },
  dates: {
    inDays: ["(dentro de|en|de aqui a) <n> dias?"],
    inWeeks: ["(dentro de|en|de aqui a) <n> semanas?", "la (proxima semana|semana que viene|semana proxima)"],
    weekday: ["<w>", "(proximo|siguiente) <w>", "<w> (que viene|proximo|siguiente)"],
    weekdayOfNextWeek: ["<w> de la (proxima semana|semana que viene)", "la (proxima semana|semana que viene),? el <w>"],
    day: [
      "(<w> )?(dia )?<d> de <m>( del?( año)? <y>)?",
      "<d> <m>( <y>)?",
      "<m> <d>( <y>)?",
      "(el |el dia |dia |para el )<d>",
    ],
  },
  months: "setiembre=9 sep=9 sept=9",
  ordinal: "º|°|\\.|ro|er",
  ordinals: "primero=1 primer=1",
  times: {
    clock: [
      "<h>( horas| en punto)?",
      "<h> y <i>( minutos)?",
      "<h> con <i>( minutos)?",
      "<h> menos <b>",
      "<h> horas y <i>( minutos)?",
    ],
    shifted: { "<h> y media": 30, "<h> y cuarto": 15, "<h> menos cuarto": -15, "(un )?cuarto para las <h>": -15 },
    parts: {
      am: "de la mañana|de la madrugada|por la mañana|a ?m",
      pm: "de la tarde|por la tarde|p ?m",
      night: "de la noche|por la noche",
      noon: "del mediodia|de mediodia",
    },
    named: {
      "(al |a |el )?medio ?dia": "12:00",
      "(a (la )?|la )?media ?noche": "00:00",
      "(por la |en la |de |la )?mañana|temprano": "MO",
      "(por la |en la |de |la )?tarde": "AF",
      "(por la |en la |de |la |esta )?noche": "EV",
    },
    now: "ahora( mismo)?|ya",
  },
};

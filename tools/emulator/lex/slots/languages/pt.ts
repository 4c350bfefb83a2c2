import type { SpokenLanguage } from "../spoken/language.ts";

export const PT: SpokenLanguage = {
  tag: "pt",
  polite: "por favor|obrigado|obrigada|entao|bom|seria|quero|queria|gostaria|prefiro|pode ser|que seja|para|pra|somos",
  small: "eu|nos|ir|vir|viajar|chegar|chego|chegamos|sair|reservar|me|vamos|vou|queremos|serve",
  on: "para o|para a|para|pro|pra|no|na|neste|nesta|este|esta|o|a|em",
  at: "para as|para a|pelas|por volta das|la pelas|as|a|ao|aas",
  answers: {
    yes: "sim|claro|claro que sim|com certeza|certo|correto|correta|isso|isso mesmo|exato|exatamente|esta bem|esta certo|ta bom|ta|tudo bem|pode|pode sim|ok|beleza|confirmo|confirmado|perfeito|positivo|quero sim|s",
    no: "nao|nunca|jamais|de jeito nenhum|negativo|errado|incorreto|melhor nao|nem pensar|cancela|cancelar",
    maybe: "talvez|quem sabe|pode ser|provavelmente",
    unsure: "nao sei|nao tenho certeza|sei la|nao faco ideia|nem ideia",
  },
  numbers:
    "zero=0 um|uma=1 dois|duas=2 tres=3 quatro=4 cinco=5 seis|meia=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13 catorze|quatorze=14 quinze=15 dezesseis|dezasseis=16 dezessete|dezassete=17 dezoito=18 dezenove|dezanove=19 vinte=20 trinta=30 quarenta=40 cinquenta|cinqüenta=50 sessenta=60 setenta=70 oitenta=80 noventa=90 cem|cento=100 duzentos|duzentas=200 trezentos|trezentas=300 quatrocentos|quatrocentas=400 quinhentos|quinhentas=500 seiscentos|seiscentas=600 setecentos|setecentas=700 oitocentos|oitocentas=800 novecentos|novecentas=900 mil=^1000 milhao|milhoes=^1000000 e=+",
  counters: "pessoas?|noites?|adultos?|hospedes",
  point: "virgula|ponto",
  days: {
    "hoje( mesmo)?|(hoje a|esta) (tarde|noite)": 0,
    "amanha( de manha| a tarde| a noite| cedo)?": 1,
    "depois de amanha": 2,
    ontem: -1,
    "anteontem|antes de ontem": -2,
  },
  dates: {
    inDays: ["(daqui a|dentro de|em) <n> dias?"],
    inWeeks: ["(daqui a|dentro de|em) <n> semanas?", "(na )?(proxima semana|semana que vem|semana proxima)"],
    weekday: ["<w>", "(proxima|proximo) <w>", "<w> (que vem|proxima|proximo)"],
    weekdayOfNextWeek: ["<w> da (proxima semana|semana que vem)", "<w> da semana seguinte"],
    day: ["(dia )?<d> de <m>( de <y>)?", "<d> <m>( <y>)?", "(no dia |o dia |dia )<d>"],
  },
  weekdays:
    "domingo=0 segunda=1 terca=2 quarta=3 quinta=4 sexta=5 sabado=6 segunda-feira=1 terca-feira=2 quarta-feira=3 quinta-feira=4 sexta-feira=5",
  ordinal: "º|°|\\.|o",
  ordinals: "primeiro=1",
  times: {
    clock: [
      "<h>( horas?| em ponto)?",
      "<h> e <i>( minutos)?",
      "<h> horas e <i>( minutos)?",
      "<b>( minutos)? para (as |a |o )?<h>",
      "<h> menos <b>",
    ],
    shifted: {
      "<h>( horas)? e meia": 30,
      "<h> e quinze": 15,
      "<h> e um quarto": 15,
      "quinze para (as |a |o )?<h>": -15,
      "<h> menos um quarto": -15,
    },
    parts: {
      am: "da manha|da madrugada|de manha",
      pm: "da tarde|de tarde|a tarde",
      night: "da noite|de noite|a noite",
    },
    named: {
      "(ao |a |o )?meio[- ]dia": "12:00",
      "meio[- ]dia e meia": "12:30",
      "(a |as )?meia[- ]noite": "00:00",
      "(de |pela |na |da |a )?manha( cedo)?|cedo": "MO",
      "(de |pela |na |da |a )?tarde": "AF",
      "(de |pela |na |da |a )?noite": "EV",
    },
    now: "agora( mesmo)?|ja",
  },
};

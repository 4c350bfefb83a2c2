import { type ByLanguage, localeToLanguage } from "./language.ts";

/** What a waiting person can be told about a failure: what is of no use to them, such as a missing permission, isn't said. */
interface ErrorTexts {
  /** 400: the message can't be taken as it is. */
  readonly refused: string;
  /** 401, 403, 404: the bot isn't there, and trying again doesn't help. */
  readonly absent: string;
  /** 409: two messages at once. */
  readonly crossed: string;
  /** 429: over the rate. */
  readonly busy: string;
  /** 408, 504: no answer in time. */
  readonly late: string;
  /** Anything else. */
  readonly broken: string;
}

const KINDS: ReadonlyMap<number, keyof ErrorTexts> = new Map([
  [400, "refused"],
  [401, "absent"],
  [403, "absent"],
  [404, "absent"],
  [408, "late"],
  [409, "crossed"],
  [429, "busy"],
  [504, "late"],
]);

const TEXTS: ByLanguage<ErrorTexts> = {
  en: {
    refused: "Sorry, I can’t work with that message. Please try a shorter or simpler one.",
    absent: "Sorry, I’m not available at the moment.",
    crossed: "Two messages reached me at the same time. Please send the last one again.",
    busy: "A lot is going on right now. Please try again in a moment.",
    late: "Sorry, that took too long. Please try again in a moment.",
    broken: "Sorry, something went wrong on our side. Please try again in a moment.",
  },
  de: {
    refused: "Mit dieser Nachricht kann ich leider nichts anfangen. Bitte versuchen Sie es kürzer oder einfacher.",
    absent: "Ich bin zurzeit leider nicht verfügbar.",
    crossed: "Zwei Nachrichten kamen gleichzeitig an. Bitte senden Sie die letzte noch einmal.",
    busy: "Gerade ist sehr viel los. Bitte versuchen Sie es gleich noch einmal.",
    late: "Das hat leider zu lange gedauert. Bitte versuchen Sie es gleich noch einmal.",
    broken: "Bei uns ist leider etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.",
  },
  fr: {
    refused: "Désolé, je ne peux pas traiter ce message. Essayez avec un message plus court ou plus simple.",
    absent: "Désolé, je ne suis pas disponible pour le moment.",
    crossed: "Deux messages me sont parvenus en même temps. Veuillez renvoyer le dernier.",
    busy: "Il y a beaucoup de demandes en ce moment. Veuillez réessayer dans un instant.",
    late: "Désolé, cela a pris trop de temps. Veuillez réessayer dans un instant.",
    broken: "Désolé, un problème est survenu de notre côté. Veuillez réessayer dans un instant.",
  },
  es: {
    refused: "Lo siento, no puedo procesar ese mensaje. Pruebe con uno más corto o más sencillo.",
    absent: "Lo siento, no estoy disponible en este momento.",
    crossed: "Me llegaron dos mensajes al mismo tiempo. Por favor, envíe de nuevo el último.",
    busy: "Hay muchas consultas en este momento. Por favor, inténtelo de nuevo en un momento.",
    late: "Lo siento, ha tardado demasiado. Por favor, inténtelo de nuevo en un momento.",
    broken: "Lo siento, algo ha fallado por nuestra parte. Por favor, inténtelo de nuevo en un momento.",
  },
  it: {
    refused: "Mi dispiace, non riesco a elaborare questo messaggio. Provi con uno più breve o più semplice.",
    absent: "Mi dispiace, al momento non sono disponibile.",
    crossed: "Sono arrivati due messaggi insieme. Per favore, invii di nuovo l’ultimo.",
    busy: "In questo momento ci sono molte richieste. Per favore, riprovi tra poco.",
    late: "Mi dispiace, ci è voluto troppo tempo. Per favore, riprovi tra poco.",
    broken: "Mi dispiace, qualcosa non ha funzionato da parte nostra. Per favore, riprovi tra poco.",
  },
  pt: {
    refused: "Lamento, não consigo processar essa mensagem. Tente uma mais curta ou mais simples.",
    absent: "Lamento, não estou disponível neste momento.",
    crossed: "Recebi duas mensagens ao mesmo tempo. Por favor, envie a última novamente.",
    busy: "Há muitos pedidos neste momento. Por favor, tente novamente daqui a pouco.",
    late: "Lamento, isso demorou demais. Por favor, tente novamente daqui a pouco.",
    broken: "Lamento, algo correu mal do nosso lado. Por favor, tente novamente daqui a pouco.",
  },
  nl: {
    refused: "Sorry, met dit bericht kan ik niets. Probeer het korter of eenvoudiger.",
    absent: "Sorry, ik ben op dit moment niet beschikbaar.",
    crossed: "Er kwamen twee berichten tegelijk binnen. Stuur het laatste alstublieft nog een keer.",
    busy: "Het is op dit moment erg druk. Probeer het zo meteen nog eens.",
    late: "Sorry, dat duurde te lang. Probeer het zo meteen nog eens.",
    broken: "Sorry, er ging bij ons iets mis. Probeer het zo meteen nog eens.",
  },
  ja: {
    refused: "申し訳ありません。このメッセージは処理できませんでした。短く、わかりやすい文でお試しください。",
    absent: "申し訳ありません。現在ご利用いただけません。",
    crossed: "メッセージが同時に二件届きました。最後のメッセージをもう一度お送りください。",
    busy: "ただいま混み合っています。しばらくしてからもう一度お試しください。",
    late: "申し訳ありません。時間がかかりすぎました。しばらくしてからもう一度お試しください。",
    broken: "申し訳ありません。こちらで問題が発生しました。しばらくしてからもう一度お試しください。",
  },
};

/**
 * A failure in words that a person can be shown, in place of `{"Code":403}`. `code` is the HTTP-like number of a lex-error
 * (`docs/facts.md` §1.2), `locale` a locale as Lex or a browser writes it (`de_DE`, `de-AT`, `de`): English, German, French,
 * Spanish, Italian, Portuguese, Dutch or Japanese, and English for any other. Any number and any text are taken.
 */
export function errorText(code: number, locale?: string): string {
  return TEXTS[localeToLanguage(locale)][KINDS.get(code) ?? "broken"];
}

import type { ByLanguage } from "./language.ts";

/** The bridge's own words in a reading of a reply. `{n}` and the like are filled in. */
export interface ReadingWords {
  readonly choice: string;
  readonly image: string;
  readonly custom: string;
  readonly unreadable: string;
  readonly untrusted: string;
  /** Behind the label of an untrusted button that says something else than it shows. */
  readonly sends: string;
  /** What ends a sentence. */
  readonly stop: string;
}

export const READING_WORDS: ByLanguage<ReadingWords> = {
  en: {
    choice: "Choice {n} of {count}: {label}",
    image: "Image",
    custom: "Content that can’t be shown as text",
    unreadable: "This message can’t be read",
    untrusted: "Not confirmed to come from the bot",
    sends: "{label} (sends “{value}”)",
    stop: ".",
  },
  de: {
    choice: "Auswahl {n} von {count}: {label}",
    image: "Bild",
    custom: "Inhalt, der nicht als Text gezeigt werden kann",
    unreadable: "Diese Nachricht ist nicht lesbar",
    untrusted: "Nicht bestätigt, dass dies vom Bot kommt",
    sends: "{label} (sendet „{value}“)",
    stop: ".",
  },
  fr: {
    choice: "Choix {n} sur {count} : {label}",
    image: "Image",
    custom: "Contenu qui ne peut pas être affiché sous forme de texte",
    unreadable: "Ce message est illisible",
    untrusted: "Rien ne confirme que ceci vient du bot",
    sends: "{label} (envoie « {value} »)",
    stop: ".",
  },
  es: {
    choice: "Opción {n} de {count}: {label}",
    image: "Imagen",
    custom: "Contenido que no se puede mostrar como texto",
    unreadable: "Este mensaje no se puede leer",
    untrusted: "No está confirmado que esto venga del bot",
    sends: "{label} (envía «{value}»)",
    stop: ".",
  },
  it: {
    choice: "Scelta {n} di {count}: {label}",
    image: "Immagine",
    custom: "Contenuto che non si può mostrare come testo",
    unreadable: "Questo messaggio non è leggibile",
    untrusted: "Non è confermato che questo venga dal bot",
    sends: "{label} (invia «{value}»)",
    stop: ".",
  },
  pt: {
    choice: "Opção {n} de {count}: {label}",
    image: "Imagem",
    custom: "Conteúdo que não pode ser mostrado como texto",
    unreadable: "Não é possível ler esta mensagem",
    untrusted: "Não está confirmado que isto vem do bot",
    sends: "{label} (envia “{value}”)",
    stop: ".",
  },
  nl: {
    choice: "Keuze {n} van {count}: {label}",
    image: "Afbeelding",
    custom: "Inhoud die niet als tekst kan worden getoond",
    unreadable: "Dit bericht is niet leesbaar",
    untrusted: "Niet bevestigd dat dit van de bot komt",
    sends: "{label} (stuurt “{value}”)",
    stop: ".",
  },
  ja: {
    choice: "選択肢 {n}／{count}：{label}",
    image: "画像",
    custom: "テキストとして表示できない内容",
    unreadable: "このメッセージは読み取れません",
    untrusted: "ボットからのメッセージであることは確認されていません",
    sends: "{label}（「{value}」を送信）",
    stop: "。",
  },
};

/** A template with its gaps filled. What is filled in is never searched for gaps again. */
export function fillIn(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_gap, name: string) => String(values[name]));
}

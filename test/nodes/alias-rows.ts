import { findAliases } from "../../mappers/gate/alias-mentions.ts";

/** A text of the table of scripts, and whether it mentions the alias. */
export interface AliasRow {
  readonly script: string;
  readonly alias: string;
  readonly text: string;
  readonly isMention: boolean;
}

/** The table under "Scripts of aliases" of docs/mapping.md: every text in its own backticks. */
export function readAliasRows(mapping: string): AliasRow[] {
  const [, section = ""] = /^## Scripts of aliases$([\s\S]*?)^## /m.exec(mapping) ?? [];
  return section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| script") && !line.startsWith("| ---"))
    .flatMap((line) => {
      const [script = "", alias = "", yes = "", no = ""] = line.slice(2, -2).split(" | ");
      const [name = ""] = texts(alias);
      const row = (isMention: boolean) => (text: string) => ({ script, alias: name, text, isMention });
      return [...texts(yes).map(row(true)), ...texts(no).map(row(false))];
    });
}

export function mentions({ alias, text }: AliasRow): boolean {
  return findAliases(text, [{ bot: 0, name: alias }]).length > 0;
}

function texts(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
}

import { resolve } from "node:path";

/** The bots' functions with the paths of their modules made absolute. Addresses stay. */
export function resolveHooks(codeHooks: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  const sources = Object.entries(codeHooks).map(([bot, source]) => {
    return [bot, /^https?:/i.test(source) ? source : resolve(folder, source)] as const;
  });
  return Object.fromEntries(sources);
}

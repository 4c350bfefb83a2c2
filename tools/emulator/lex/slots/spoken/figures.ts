/**
 * Reads figures as a locale writes them: `1.234,5` in German, `1,234.5` in English, `1 234,5` in French. Other separators count
 * where they leave no doubt: `1.5` can't be thousands anywhere. `Number.parseFloat` reads no locale's own form.
 */
export function figuresReader(tag: string): (folded: string) => number | undefined {
  const parts = new Intl.NumberFormat(tag, { numberingSystem: "latn" }).formatToParts(1_234_567.8);
  const decimal = parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
  const group = decimal === "," ? "." : ",";
  const grouped = new RegExp(
    `^[-+]?\\d{1,3}(?:([\\s'\\${group}])\\d{2,3}(?:\\1\\d{2,3})*\\1?\\d{3}|[\\s'\\${group}]\\d{3})(?:\\${decimal}\\d+)?$`,
  );
  return (text) => {
    const bare = text.replaceAll("٫", decimal).replaceAll("٬", group).trim();
    if (grouped.test(bare)) {
      return Number(bare.replace(new RegExp(`[\\s'\\${group}]`, "g"), "").replace(decimal, "."));
    }
    return /^[-+]?\d+(?:[.,]\d+)?$/.test(bare) ? Number(bare.replace(",", ".")) : undefined;
  };
}

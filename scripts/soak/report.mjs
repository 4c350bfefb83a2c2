// The table with which each run ends.
const row = ([name, value]) => `${name.padEnd(45)} ${String(value).padStart(8)}\n`;

/** Rows of counts, sorted by their names, each with what stands before its name. */
export const sorted = (counts, before = "") =>
  Object.entries(counts)
    .sort()
    .map(([name, number]) => [`${before}${name}`, number]);

/** Groups of rows under a title. */
export const report = (title, groups) => `${title}\n\n${groups.map((rows) => rows.map(row).join("")).join("\n")}`;

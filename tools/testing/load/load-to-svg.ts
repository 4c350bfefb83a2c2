import { latencyFromDue, percentile } from "./load-report.ts";
import type { LoadRun, LoadSample } from "./run-load.ts";

const SIZE = { width: 860, height: 380 };
const PLOT = { left: 72, right: SIZE.width - 24, top: 84, bottom: SIZE.height - 56 };
const SLICES_MAX = 60;
/** More dots than these hide one another. */
const DOTS_MAX = 1_500;
/** With fewer in each slice, the 95th percentile is the worst. */
const SLICE_MIN = 20;

/** Each line has a dash of its own, for those who don't tell the colours apart. */
const LINES = [
  { name: "p50", share: 0.5, dash: "" },
  { name: "p95", share: 0.95, dash: "7 4" },
  { name: "max", share: 1, dash: "2 4" },
] as const;

const STYLE = `
svg{--page:#fff;--ink:#1c1f24;--faint:#5d646f;--grid:#d9dce1;--p50:#0b62c4;--p95:#a34b00;--max:#7a3aa8;--bad:#c0182b;
font:13px system-ui,sans-serif;background:var(--page)}
@media (prefers-color-scheme:dark){svg{--page:#15181d;--ink:#eceef1;--faint:#a2a9b4;--grid:#353b45;--p50:#6fb1ff;--p95:#ffb066;--max:#cf9df5;--bad:#ff7b86}}
text{fill:var(--ink)}.faint{fill:var(--faint)}.grid{stroke:var(--grid)}.dot{fill:var(--faint);opacity:.5}.bad{stroke:var(--bad);stroke-width:2}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.p50{stroke:var(--p50)}.p95{stroke:var(--p95)}.max{stroke:var(--max)}`;

/**
 * The latency of a load over its time, as an SVG that is light or dark as its reader's system is: dots for the messages if they are few,
 * the median, the 95th percentile and the worst of each slice of time, and a cross above for each message that failed.
 */
export function loadToSvg({ plan, samples }: Pick<LoadRun, "plan" | "samples">): string {
  const well = samples.filter((sample) => latencyFromDue(sample) !== undefined);
  const worst = Math.max(1, ...well.map((sample) => latencyFromDue(sample) ?? 0));
  const last = Math.max(1, ...samples.map(({ dueAt }) => dueAt));
  const [yStep, xStep] = [niceStep(worst / 4), niceStep(last / 1_000 / 8)];
  const top = Math.ceil(worst / yStep) * yStep;
  const x = (at: number) => round(PLOT.left + (at / last) * (PLOT.right - PLOT.left));
  const y = (ms: number) => round(PLOT.bottom - (ms / top) * (PLOT.bottom - PLOT.top));
  const failed = samples.filter(({ error }) => error !== undefined);
  const title = `Latency of answers: ${plan.users} users, ${plan.rate} messages a second`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${title}</title>`,
    `<desc id="d">${well.length} answered, ${failed.length} failed. Milliseconds from when each message was due, over the time of the load.</desc>`,
    `<style>${STYLE}</style>`,
    `<text x="${PLOT.left}" y="28" font-size="16" font-weight="600">${title}</text>`,
    legend(failed.length),
    ...ticks(top, yStep).map(
      (ms) =>
        `<path class="grid" d="M${PLOT.left} ${y(ms)}H${PLOT.right}"/><text class="faint" x="${PLOT.left - 8}" y="${y(ms) + 4}" text-anchor="end">${toDuration(ms, top)}</text>`,
    ),
    ...ticks(last / 1_000, xStep).map(
      (s) => `<text class="faint" x="${x(s * 1_000)}" y="${PLOT.bottom + 20}" text-anchor="middle">${s}</text>`,
    ),
    `<text class="faint" x="${(PLOT.left + PLOT.right) / 2}" y="${SIZE.height - 12}" text-anchor="middle">seconds from the beginning, when each message was due</text>`,
    ...(well.length <= DOTS_MAX
      ? well.map((one) => `<circle class="dot" cx="${x(one.dueAt)}" cy="${y(latencyFromDue(one) ?? 0)}" r="2"/>`)
      : []),
    ...lines(toSlices(well, last)).map(
      ({ name, dash, points }) =>
        `<polyline class="line ${name}"${dash && ` stroke-dasharray="${dash}"`} points="${points.map(([at, ms]) => `${x(at)},${y(ms)}`).join(" ")}"/>`,
    ),
    ...failed.map(({ dueAt }) => cross(x(dueAt), PLOT.top - 12)),
    "</svg>\n",
  ].join("\n");
}

function legend(failed: number): string {
  const parts = LINES.map(({ name, dash }, at) => {
    const x = PLOT.left + at * 88;
    return `<path class="line ${name}"${dash && ` stroke-dasharray="${dash}"`} d="M${x} 49h30"/><text x="${x + 38}" y="53">${name}</text>`;
  });
  const x = PLOT.left + LINES.length * 88;
  return [...parts, ...(failed > 0 ? [`${cross(x + 8, 49)}<text x="${x + 22}" y="53">failed</text>`] : [])].join("");
}

function cross(x: number, y: number): string {
  return `<path class="bad" d="M${x - 4} ${y - 4}l8 8m0-8l-8 8"/>`;
}

/** The answered messages by slices of time, each in the order of its latencies. Slices with none are left out. */
function toSlices(well: readonly LoadSample[], last: number): { at: number; sorted: number[] }[] {
  const count = Math.max(1, Math.min(SLICES_MAX, Math.floor(well.length / SLICE_MIN)));
  const slices = Array.from({ length: count }, (_, at) => ({
    at: ((at + 0.5) * last) / count,
    sorted: [] as number[],
  }));
  for (const sample of well) {
    slices[Math.min(count - 1, Math.floor((sample.dueAt / last) * count))]?.sorted.push(latencyFromDue(sample) ?? 0);
  }
  for (const { sorted } of slices) sorted.sort((a, b) => a - b);
  return slices.filter(({ sorted }) => sorted.length > 0);
}

function lines(slices: readonly { readonly at: number; readonly sorted: readonly number[] }[]) {
  return LINES.map(({ name, share, dash }) => ({
    ...{ name, dash },
    points: slices.map(({ at, sorted }) => [at, percentile(sorted, share)] as const),
  }));
}

/** 1, 2 or 5 times a power of ten, the next above: what people count in. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-3)));
  return ([1, 2, 5].find((one) => one * power >= least) ?? 10) * power;
}

function ticks(top: number, step: number): number[] {
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(6)));
}

function toDuration(ms: number, top: number): string {
  return top >= 10_000 ? `${ms / 1_000} s` : `${ms} ms`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

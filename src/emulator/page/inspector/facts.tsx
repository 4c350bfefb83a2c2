import type { ComponentChildren } from "preact";

/** Name and value pairs; rows without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  const present = rows.filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (present.length === 0) return null;
  return (
    <dl class="facts">
      {present.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A size against its limit. */
export function Meter({ name, size, max, unit }: { name: string; size: number; max: number; unit: string }) {
  const share = Math.min(1, size / max);
  return (
    <div class="meter" data-level={size > max ? "over" : share > 0.9 ? "near" : "fine"}>
      <span class="meter-name">{name}</span>
      <span class="meter-bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span class="meter-size">
        <b>{size}</b> of {max} {unit}
      </span>
    </div>
  );
}

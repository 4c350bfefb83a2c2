import type { ComponentChildren } from "preact";
import { ATTRIBUTES_MAX_BYTES } from "../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../mappers/shapes/utf8.ts";

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

/** MessageAttributes by name, and their size against the limit. */
export function AttributesView({
  attributes,
}: {
  attributes: Readonly<Record<string, { readonly StringValues?: readonly string[] | undefined }>> | undefined;
}) {
  if (attributes === undefined) return null;
  const size = utf8Length(JSON.stringify(attributes));
  return (
    <>
      <Facts
        rows={Object.entries(attributes).map(([name, { StringValues }]) => [
          name,
          <code key={name}>{(StringValues ?? []).join(", ")}</code>,
        ])}
      />
      <Meter name="Attributes" size={size} max={ATTRIBUTES_MAX_BYTES} unit="bytes" />
    </>
  );
}

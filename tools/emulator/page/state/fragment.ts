import { INITIAL, PANELS, type Panel, type PlaceOnPage, type State } from "./state.ts";

const BESIDE: readonly Panel[] = [...PANELS, "deliveries", "sheet"];

/** The panels as `#/faults`, the newest delivery as `#/delivery`, any other as `#/delivery/<MessageId>/<CallbackId>`, the channel as `#/`. */
export function placeToFragment({ front, panel, chosen }: PlaceOnPage): string {
  if (front === "channel") return "#/";
  return panel === "delivery" && chosen !== undefined ? keyToFragment(chosen) : `#/${panel}`;
}

/** The address of a delivery, by its key. */
export function keyToFragment(key: string): string {
  return `#/delivery/${key.split(" ").map(encodeURIComponent).join("/")}`;
}

/**
 * The place that a fragment names; undefined for what is none, such as `#write`. A delivery may be named by its MessageId alone:
 * the newest with it is meant. Whether there is such a delivery is not known here.
 */
export function fragmentToPlace(fragment: string): PlaceOnPage | undefined {
  if (fragment === "" || fragment === "#/" || fragment === "#") return { front: "channel", panel: "delivery" };
  const [root, name, ...ids] = fragment.split("/");
  const panel = BESIDE.find((one) => one === name);
  if (root !== "#" || panel === undefined) return undefined;
  if (ids.length === 0) return { front: "panel", panel };
  return panel === "delivery" ? { front: "panel", panel, chosen: ids.map(decoded).join(" ") } : undefined;
}

/** The page as it begins at an address. */
export function fragmentToState(fragment: string): State {
  return { ...INITIAL, ...fragmentToPlace(fragment) };
}

/** As it stands where it is no percent-encoding: somebody may have typed it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

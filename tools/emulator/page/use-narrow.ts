import { useEffect, useState } from "preact/hooks";

/** The width at which the halves become views: the same as in the style sheets. */
const NARROW = "(max-width: 860px)";

/** Whether the screen has room for one half only. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const changed = () => setNarrow(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, []);
  return narrow;
}

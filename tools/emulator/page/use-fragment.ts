import { useEffect } from "preact/hooks";
import { fragmentToPlace, placeToFragment } from "./state/fragment.ts";
import type { Dispatch, State } from "./state/state.ts";

/** Keeps the address of the page and what it shows together, either way: what is shown can be linked to, and the way back works. */
export function useFragment({ front, panel, chosen }: State, dispatch: Dispatch): void {
  useEffect(() => {
    const open = () => {
      const place = fragmentToPlace(location.hash);
      if (place !== undefined) dispatch({ type: "open", place });
    };
    // Fragments that are followed, typed, or gone back to; one that is pushed below is no news.
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, [dispatch]);

  const fragment = placeToFragment({ front, panel, ...(chosen === undefined ? {} : { chosen }) });
  useEffect(() => {
    const shown = fragmentToPlace(location.hash);
    if (shown === undefined || placeToFragment(shown) !== fragment) history.pushState(null, "", fragment);
  }, [fragment]);
}

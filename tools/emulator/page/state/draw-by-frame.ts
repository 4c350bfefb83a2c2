/**
 * What a person begins on the page, before it changes anything: drawn later, at `input` or `click`, the state from before would
 * be put back over what was just typed or ticked.
 */
const BEGINNINGS = ["keydown", "pointerdown"];

/**
 * When the page is drawn: a busy channel changes more often than a screen does, so a frame draws all that came before it. What
 * somebody does is meant for what they chose last, so whatever waits for a frame is drawn before a key or a click is looked at:
 * else a message that follows a choice at once goes to whom it was meant for before.
 */
export function drawByFrame(): (draw: () => void) => void {
  let waiting: (() => void) | undefined;
  const draw = (): void => {
    const now = waiting;
    waiting = undefined;
    now?.();
  };
  for (const beginning of BEGINNINGS) addEventListener(beginning, draw, { capture: true });
  return (later) => {
    waiting = later;
    requestAnimationFrame(draw);
  };
}

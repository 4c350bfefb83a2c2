import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import type { Message } from "./messages.ts";

interface LogProps {
  readonly label: string;
  /** While it is loaded, nothing is read out. */
  readonly isBusy: boolean;
  readonly messages: readonly Message[];
  readonly userArn: string;
  readonly children: ReactNode;
}

/** How far from its end, in pixels, a log still follows what comes. */
const NEAR = 80;

/** What is said, read out as it comes. It follows the newest message, unless somebody has scrolled back. */
export function Log({ label, isBusy, messages, userArn, children }: LogProps) {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const newest = messages.at(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when the list changed, whatever is in it.
  useLayoutEffect(() => {
    if (newest?.Sender?.Arn === userArn) follows.current = true;
    scrollToEnd();
  }, [messages]);

  // A picture that comes late, or a notice below, takes room too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for as long as it is on the screen.
  useEffect(() => {
    const sizes = new ResizeObserver(scrollToEnd);
    for (const element of [log.current, content.current]) if (element) sizes.observe(element);
    return () => sizes.disconnect();
  }, []);

  function scrollToEnd() {
    if (log.current && follows.current) log.current.scrollTop = log.current.scrollHeight;
  }

  return (
    <div
      className="log"
      ref={log}
      role="log"
      aria-label={label}
      aria-live="polite"
      aria-busy={isBusy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR;
      }}
    >
      <div className="messages" ref={content}>
        {children}
      </div>
    </div>
  );
}

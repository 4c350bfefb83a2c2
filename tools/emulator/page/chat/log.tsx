import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Closer to the end than this, in pixels, the log stays at its end as it grows. */
const FOLLOW_PX = 120;

/** The messages, oldest first. It follows new ones unless a person scrolled away from the end. */
export function MessageLog({ children }: { children: ComponentChildren }) {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const following = useRef(true);

  useLayoutEffect(() => {
    const log = outer.current;
    const content = inner.current;
    if (log === null || content === null) return;
    // Also when an image arrives, or a notice takes some of the room.
    const observer = new ResizeObserver(() => {
      if (following.current) log.scrollTop = log.scrollHeight;
    });
    observer.observe(log);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      ref={outer}
      class="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        following.current = at.scrollHeight - at.scrollTop - at.clientHeight < FOLLOW_PX;
      }}
    >
      <div ref={inner} class="messages" role="log" aria-live="off" aria-label="Messages">
        {children}
      </div>
    </div>
  );
}

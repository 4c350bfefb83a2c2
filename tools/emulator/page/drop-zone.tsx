import { useEffect, useState } from "preact/hooks";

/** The whole page takes a dropped export. The same is done by keyboard with the button of the bots' panel. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Entering a child fires before leaving its parent: only the depth tells when the page is left.
    let depth = 0;
    const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;
    const handlers: Partial<Record<"dragenter" | "dragover" | "dragleave" | "drop", (event: DragEvent) => void>> = {
      dragenter: (event) => {
        if (!holdsFiles(event)) return;
        depth += 1;
        setOver(true);
      },
      // Without this the browser opens the file in the page's place.
      dragover: (event) => {
        if (holdsFiles(event)) event.preventDefault();
      },
      dragleave: () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      drop: (event) => {
        depth = 0;
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file === undefined) return;
        event.preventDefault();
        onFile(file);
      },
    };
    const listening = Object.entries(handlers) as [keyof WindowEventMap, (event: Event) => void][];
    for (const [name, handler] of listening) window.addEventListener(name, handler);
    return () => {
      for (const [name, handler] of listening) window.removeEventListener(name, handler);
    };
  }, [onFile]);

  if (!over) return null;
  return (
    <div class="drop" aria-hidden="true">
      <p>
        <b>Drop a Lex V2 export</b> (a zip) to have its bot answer here
      </p>
    </div>
  );
}

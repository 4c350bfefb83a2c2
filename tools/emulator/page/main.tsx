import { options, render } from "preact";
import { App } from "./app.tsx";

// A busy channel changes more often than a screen does.
options.debounceRendering = requestAnimationFrame;

const root = document.getElementById("page");
if (root !== null) render(<App />, root);

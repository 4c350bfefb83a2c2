import { options, render } from "preact";
import { App } from "./app.tsx";
import { drawByFrame } from "./state/draw-by-frame.ts";

options.debounceRendering = drawByFrame();

const root = document.getElementById("page");
if (root !== null) render(<App />, root);

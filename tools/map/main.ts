import fs from "node:fs";
import path from "node:path";
import { mapViews } from "@/components/map/projection";
import { ROOT } from "@/tools/root";
import { drawLand } from "./draw-land";

/** Draws the land of the route maps anew: `npm run map`. The files are in the repository; a test compares them. */
for (const view of mapViews) {
  const file = `components/map/land/${view}.svg`;
  const text = drawLand(view);
  fs.writeFileSync(path.join(ROOT, file), text);
  console.log(`${file}: ${text.length} bytes`);
}

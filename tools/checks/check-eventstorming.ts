import fs from "node:fs";
import { BOARD_FILE, boardOfCode } from "@/tools/eventstorming/document";
import { report } from "./source-files";

/** In `npm test`: docs/eventstorming.md is what the code says. `npm run eventstorming` writes it. */
const { document, commands, events } = boardOfCode();
const written = fs.existsSync(BOARD_FILE) ? fs.readFileSync(BOARD_FILE, "utf8") : "";
const lines = new Set(written.split("\n"));
const missing = document.split("\n").filter((line) => !lines.has(line));
report(
  written === document
    ? []
    : ["docs/eventstorming.md is not what the code says: run npm run eventstorming", ...missing.slice(0, 10)],
  Math.min(commands, events),
  `docs/eventstorming.md has the ${commands} commands and ${events} events of the code`,
);

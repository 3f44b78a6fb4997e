import fs from "node:fs";
import { BOARD_FILE, boardOfCode } from "./document";

/** `npm run eventstorming`: writes docs/eventstorming.md from the code. */
const { document, commands, events } = boardOfCode();
fs.writeFileSync(BOARD_FILE, document);
console.log(`docs/eventstorming.md: ${commands} commands, ${events} events`);

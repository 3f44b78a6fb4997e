import path from "node:path";
import { sourceFiles } from "@/tools/checks/source-files";
import { ROOT } from "@/tools/root";
import { readBoard } from "./board";
import { readWords } from "./read-words";
import { SourceGraph } from "./source-graph";
import { writeBoard } from "./write-board";

export const BOARD_FILE = path.join(ROOT, "docs/eventstorming.md");

/** The document as the code has it now, and the number of its commands and events. */
export function boardOfCode(): { document: string; commands: number; events: number } {
  const graph = new SourceGraph(sourceFiles(ROOT, ["server", "inngest", "db/schema"]));
  const board = readBoard(graph);
  const document = writeBoard(board, readWords(ROOT));
  return { document, commands: board.commands.length, events: board.events.length };
}

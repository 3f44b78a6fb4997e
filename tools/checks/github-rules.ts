import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { WorkflowFile } from "./workflows";

/** Returns one line for each thing that GitHub would not accept in a workflow: keys, values, expressions, cron times. */
export async function githubProblems({ path, text }: WorkflowFile): Promise<string[]> {
  const found = await validate(TextDocument.create(`file:///${path}`, "yaml", 1, text));
  return found.map(({ range, message }) => `${path}:${range.start.line + 1} ${message}`);
}

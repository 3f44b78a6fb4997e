import ts from "typescript";
import type { SourceFile } from "./source-files";

export const MAX_FILE_LINES = 200;
export const MAX_FUNCTION_LINES = 50;

/** Returns one line for each file of over 200 lines and each function of over 50, nested ones included. */
export function oversized(file: SourceFile): string[] {
  const lines = file.text.trimEnd().split("\n").length;
  const findings = functionsOf(file)
    .filter((found) => found.lines > MAX_FUNCTION_LINES)
    .map(
      (found) =>
        `${file.path}:${found.line} ${found.name} has ${found.lines} lines, over ${MAX_FUNCTION_LINES}`,
    );
  return lines > MAX_FILE_LINES
    ? [`${file.path} has ${lines} lines, over ${MAX_FILE_LINES}`, ...findings]
    : findings;
}

interface FoundFunction {
  name: string;
  /** Of its first line, from 1. */
  line: number;
  lines: number;
}

function functionsOf({ path, text }: SourceFile): FoundFunction[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: FoundFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const line = lineAt(node.getStart(source));
      found.push({ name: nameOf(node, source), line, lines: lineAt(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A function's own name, or that of the constant or property it is given to. */
function nameOf(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  if (node.name) return node.name.getText(source);
  const holder = node.parent;
  const named = ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder);
  return named ? holder.name.getText(source) : "a function without a name";
}

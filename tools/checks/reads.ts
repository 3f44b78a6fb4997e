import path from "node:path";
import ts from "typescript";
import type { SourceFile } from "./source-files";

/**
 * Returns one line for each read that a context exports from its `queries.ts` and that anybody could ask: its first
 * parameter is not `ctx`, or its body never uses it. A read that is meant for everybody says so and why: `@public <reason>`.
 */
export function unguardedReads(files: readonly SourceFile[]): string[] {
  const sources = new Map(
    files.map(({ path: name, text }) => [
      name,
      ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS),
    ]),
  );
  return [...sources.values()]
    .filter(({ fileName }) => /^server\/[^/]+\/queries\.ts$/.test(fileName))
    .flatMap((source) =>
      exportsOf(source, sources).flatMap(({ name, declaredIn, declaration }) => {
        const problem = problemOf(declaration, declaredIn);
        return problem ? [`${source.fileName}: ${name} ${problem}`] : [];
      }),
    );
}

interface ExportedRead {
  name: string;
  declaredIn: ts.SourceFile;
  /** Undefined if the check cannot find it: that is a finding, not a pass. */
  declaration: ts.Node | undefined;
}

type Sources = ReadonlyMap<string, ts.SourceFile>;

function exportsOf(source: ts.SourceFile, sources: Sources): ExportedRead[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return exportedByList(statement, source, sources);
    if (ts.isExportAssignment(statement)) return [unreadable("default", source)];
    if (!isExported(statement)) return [];
    return namesOf(statement).map((name) => ({ name, declaredIn: source, declaration: statement }));
  });
}

const unreadable = (name: string, declaredIn: ts.SourceFile): ExportedRead => ({
  name,
  declaredIn,
  declaration: undefined,
});

/** The reads of `export { … }`, `export { … } from "…"` and `export * from "…"`. */
function exportedByList(
  statement: ts.ExportDeclaration,
  source: ts.SourceFile,
  sources: Sources,
): ExportedRead[] {
  const { exportClause, moduleSpecifier } = statement;
  if (statement.isTypeOnly) return [];
  const from = moduleSpecifier ? sourceOf(moduleSpecifier, source, sources) : source;
  if (!exportClause) return from ? exportsOf(from, sources) : [unreadable("*", source)];
  if (!ts.isNamedExports(exportClause)) return [unreadable(`* as ${exportClause.name.text}`, source)];
  return exportClause.elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => {
      const name = (element.propertyName ?? element.name).text;
      const found = moduleSpecifier ? exportedRead(name, from, sources) : localRead(name, source, sources);
      return { ...(found ?? unreadable(name, source)), name: element.name.text };
    });
}

const exportedRead = (name: string, from: ts.SourceFile | undefined, sources: Sources) =>
  from && exportsOf(from, sources).find((read) => read.name === name);

/** A read that the file itself declares or imports. */
function localRead(name: string, source: ts.SourceFile, sources: Sources): ExportedRead | undefined {
  const declaration = source.statements.find((statement) => namesOf(statement).includes(name));
  if (declaration) return { name, declaredIn: source, declaration };
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const imported = bindings.elements.find((element) => element.name.text === name);
    const from = imported && sourceOf(statement.moduleSpecifier, source, sources);
    if (imported) return exportedRead((imported.propertyName ?? imported.name).text, from, sources);
  }
  return undefined;
}

const sourceOf = (specifier: ts.Expression, importer: ts.SourceFile, sources: Sources) =>
  sources.get(fileOf(specifier as ts.StringLiteral, importer.fileName));

const fileOf = ({ text }: ts.StringLiteral, importer: string) =>
  `${text.startsWith("@/") ? text.slice(2) : path.posix.join(path.posix.dirname(importer), text)}.ts`;

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** Functions and constants; types are no reads. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
}

function problemOf(declaration: ts.Node | undefined, source: ts.SourceFile): string | null {
  if (!declaration) return "is exported from a file that the check cannot read";
  const reason = publicReason(declaration);
  if (reason === "") return "is @public without a reason";
  if (reason) return null;
  const read = functionOf(declaration);
  if (!read) return "is no function: write it as one, or say @public and why";
  if (read.parameters[0]?.name.getText(source) !== "ctx")
    return "does not take ctx first: nobody is asked who reads";
  return read.body?.getText(source).match(/\bctx\b/) ? null : "takes ctx and never looks at it";
}

function publicReason(declaration: ts.Node): string | null {
  const tag = ts.getJSDocTags(declaration).find(({ tagName }) => tagName.text === "public");
  return tag ? (ts.getTextOfJSDocComment(tag.comment) ?? "").trim() : null;
}

function functionOf(declaration: ts.Node): ts.FunctionDeclaration | ts.ArrowFunction | null {
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (!ts.isVariableStatement(declaration)) return null;
  const value = declaration.declarationList.declarations[0]?.initializer;
  if (value && ts.isArrowFunction(value)) return value;
  // cache(async (ctx) => …) and the like
  const wrapped = value && ts.isCallExpression(value) ? value.arguments[0] : undefined;
  return wrapped && ts.isArrowFunction(wrapped) ? wrapped : null;
}

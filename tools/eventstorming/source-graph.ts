import path from "node:path";
import ts from "typescript";
import type { SourceFile } from "@/tools/checks/source-files";

/** A function or constant at the top level of a file. */
export interface Declaration {
  file: string;
  name: string;
  node: ts.Node;
}

/** A name in a file: what an import or an export says. */
export interface Reference {
  file: string;
  name: string;
}

interface FileGraph {
  declarations: Map<string, ts.Node>;
  /** By local name; the name `*` is the whole file. */
  imports: Map<string, Reference>;
  /** By exported name. */
  exports: Map<string, Reference>;
}

/** The project's files with their declarations and imports, without the types. */
export class SourceGraph {
  private readonly files = new Map<string, FileGraph>();

  constructor(sources: readonly SourceFile[]) {
    const paths = new Set(sources.map((source) => source.path));
    for (const { path: file, text } of sources)
      this.files.set(file, graphOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), paths));
  }

  get paths(): string[] {
    return [...this.files.keys()];
  }

  /** The names that a file exports, in their order. */
  exportsOf(file: string): string[] {
    return [...(this.files.get(file)?.exports.keys() ?? [])];
  }

  declarationsOf(file: string): Declaration[] {
    const found = this.files.get(file)?.declarations ?? [];
    return [...found].map(([name, node]) => ({ file, name, node }));
  }

  /** Follows re-exports to where a name is declared; null when that is outside of the project or no declaration. */
  declarationOf({ file, name }: Reference): Declaration | null {
    const graph = this.files.get(file);
    const node = graph?.declarations.get(name);
    if (node) return { file, name, node };
    const next = graph?.exports.get(name) ?? graph?.imports.get(name);
    return next && next.name !== "*" && next.file !== file ? this.declarationOf(next) : null;
  }

  /** What a declaration refers to: each name once. `X.name` and `X.data` are no use of the thing `X`. */
  referencesOf({ file, node }: Declaration): Reference[] {
    const graph = this.files.get(file);
    const found = new Map<string, Reference>();
    const visit = (inner: ts.Node): void => {
      if (ts.isTypeNode(inner)) return;
      const reference =
        ts.isIdentifier(inner) && !isFieldName(inner) && graph && referenceOf(inner, file, graph);
      if (reference) found.set(`${reference.file} ${reference.name}`, reference);
      ts.forEachChild(inner, visit);
    };
    visit(node);
    return [...found.values()];
  }

  /** Every declaration that `start` leads to, itself first, through those that `enters` allows. */
  reach(start: Declaration, enters: (declaration: Declaration) => boolean): Declaration[] {
    const seen = new Map([[start.node, start]]);
    for (const declaration of seen.values())
      for (const reference of this.referencesOf(declaration)) {
        const next = this.declarationOf(reference);
        if (next && !seen.has(next.node) && enters(next)) seen.set(next.node, next);
      }
    return [...seen.values()];
  }
}

function referenceOf(identifier: ts.Identifier, file: string, graph: FileGraph): Reference | null {
  const name = identifier.text;
  const imported = graph.imports.get(name);
  if (!imported) return graph.declarations.has(name) ? { file, name } : null;
  if (imported.name !== "*") return isOnlyDescribed(identifier) ? null : imported;
  const { parent } = identifier;
  return ts.isPropertyAccessExpression(parent) ? { file: imported.file, name: parent.name.text } : null;
}

const isFieldName = (identifier: ts.Identifier) => {
  const { parent } = identifier;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === identifier) ||
    (ts.isPropertyAssignment(parent) && parent.name === identifier)
  );
};

const isOnlyDescribed = ({ parent }: ts.Identifier) =>
  ts.isPropertyAccessExpression(parent) && ["name", "data"].includes(parent.name.text);

function graphOf(source: ts.SourceFile, paths: ReadonlySet<string>): FileGraph {
  const graph: FileGraph = { declarations: new Map(), imports: new Map(), exports: new Map() };
  const fileAt = (specifier: ts.Expression) =>
    fileOf((specifier as ts.StringLiteral).text, source.fileName, paths);
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, fileAt(statement.moduleSpecifier), graph);
    else if (ts.isExportDeclaration(statement))
      readExport(
        statement,
        statement.moduleSpecifier ? fileAt(statement.moduleSpecifier) : source.fileName,
        graph,
      );
    else readDeclaration(statement, source.fileName, graph);
  }
  return graph;
}

function fileOf(specifier: string, importer: string, paths: ReadonlySet<string>): string | null {
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(importer), specifier);
  return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((file) => paths.has(file)) ?? null;
}

function readImport({ importClause }: ts.ImportDeclaration, file: string | null, graph: FileGraph): void {
  if (!file || !importClause || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) graph.imports.set(bindings.name.text, { file, name: "*" });
  else
    for (const element of bindings?.elements ?? [])
      if (!element.isTypeOnly)
        graph.imports.set(element.name.text, { file, name: (element.propertyName ?? element.name).text });
}

function readExport(
  { exportClause, isTypeOnly }: ts.ExportDeclaration,
  file: string | null,
  graph: FileGraph,
): void {
  if (!file || isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return;
  for (const element of exportClause.elements)
    if (!element.isTypeOnly)
      graph.exports.set(element.name.text, { file, name: (element.propertyName ?? element.name).text });
}

function readDeclaration(statement: ts.Statement, file: string, graph: FileGraph): void {
  const isExported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  for (const [name, node] of declaredBy(statement)) {
    graph.declarations.set(name, node);
    if (isExported) graph.exports.set(name, { file, name });
  }
}

function declaredBy(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [[statement.name.text, statement]] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((declaration) =>
    ts.isIdentifier(declaration.name)
      ? [[declaration.name.text, declaration] as [string, ts.Node]]
      : declaration.name.elements.flatMap((element) =>
          ts.isBindingElement(element) && ts.isIdentifier(element.name)
            ? [[element.name.text, element] as [string, ts.Node]]
            : [],
        ),
  );
}

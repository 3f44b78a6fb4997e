import path from "node:path";
import ts from "typescript";

/** The project's own files that a program knows, with the imports that run in a browser. */
export class ClientGraph {
  constructor(
    private readonly program: ts.Program,
    private readonly root: string,
    /** Files that send their own messages: whoever imports one does not send them. */
    private readonly isPart: (file: string) => boolean = () => false,
  ) {}

  /** The files that an entry of the app sends to browsers: each `"use client"` file and what it imports, also later. */
  clientFilesOf(entries: readonly string[]): ts.SourceFile[] {
    const seen = new Map<string, boolean>();
    const visit = (name: string, isClient: boolean): void => {
      const source = this.program.getSourceFile(name);
      if (!source || this.isForeign(name) || hasDirective(source, "use server")) return;
      const inBrowser = isClient || hasDirective(source, "use client");
      // A file that was seen on the server only is seen again when a browser needs it too.
      if (seen.get(name) === true || (seen.has(name) && !inBrowser)) return;
      seen.set(name, inBrowser);
      for (const next of this.importsOf(source))
        if (!this.isPart(path.relative(this.root, next))) visit(next, inBrowser);
    };
    for (const entry of entries) visit(path.join(this.root, entry), false);
    return [...seen].flatMap(([name, isClient]) => {
      const source = this.program.getSourceFile(name);
      return isClient && source ? [source] : [];
    });
  }

  private isForeign(name: string): boolean {
    return name.includes("/node_modules/") || name.endsWith(".json") || name.endsWith(".d.ts");
  }

  private importsOf(source: ts.SourceFile): string[] {
    const found: string[] = [];
    const add = (specifier: ts.Expression | undefined) => {
      if (!specifier || !ts.isStringLiteral(specifier)) return;
      const { resolvedModule } = ts.resolveModuleName(
        specifier.text,
        source.fileName,
        this.program.getCompilerOptions(),
        ts.sys,
        this.cache,
      );
      if (resolvedModule) found.push(resolvedModule.resolvedFileName);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) && !isTypeOnly(node)) add(node.moduleSpecifier);
      else if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0]);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  private readonly cache = ts.createModuleResolutionCache(process.cwd(), (name) => name);
}

const isTypeOnly = ({ importClause }: ts.ImportDeclaration): boolean => {
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = importClause?.namedBindings;
  return (
    importClause !== undefined &&
    !importClause.name &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
};

function hasDirective(source: ts.SourceFile, directive: string): boolean {
  const [first] = source.statements;
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === directive
  );
}

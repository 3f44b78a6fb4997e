import path from "node:path";
import ts from "typescript";

/** Hooks and components that read a part of the namespace that they are given, with the name of that part. */
const NAMED_PARTS: Readonly<Record<string, string>> = {
  useFieldMessage: "fieldErrors",
  useRefusalText: "refused",
  RefusalAlert: "refused",
};

/** Hands all messages on and reads none. */
const PASSES_ON = "components/layout/more-messages.tsx";

/** The messages that a file reads, as paths: `search.fields.required`, or `admin.brands` for all below it. */
export class MessageUses {
  constructor(private readonly checker: ts.TypeChecker) {}

  /** Places whose code does not show which messages they read. */
  readonly problems: string[] = [];

  of(source: ts.SourceFile): Set<string> {
    const found = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      for (const each of this.usesOf(node)) found.add(each);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  private usesOf(node: ts.Node): string[] {
    if (ts.isJsxAttribute(node)) return partOfAttribute(node);
    if (ts.isIdentifier(node)) return this.usesOfValue(node);
    if (!ts.isCallExpression(node)) return [];
    const named = partOfCall(node);
    if (named) return [named];
    if (isCallOf(node, "useMessages")) return this.usesOfAll(node);
    return this.usesOfCall(node);
  }

  /** `t("key")`, `t.rich("key")`. */
  private usesOfCall(call: ts.CallExpression): string[] {
    const { expression } = call;
    const callee =
      ts.isPropertyAccessExpression(expression) &&
      ["rich", "markup", "raw", "has"].includes(expression.name.text)
        ? expression.expression
        : expression;
    if (!this.isTranslator(this.checker.getTypeAtLocation(callee))) return [];
    // The hook itself returns a translator; it is none.
    const namespace = this.namespaceOf(callee);
    if (namespace === null) return this.unclear(call, `of which namespace is ${callee.getText()}?`);
    if (namespace === DYNAMIC) return [];
    const [key] = call.arguments;
    return key ? this.keysOf(key).map((each) => join(namespace, each)) : [];
  }

  /** `useMessages().admin.audit`: the path after the call. Hooks in `NAMED_PARTS` go on with a computed part. */
  private usesOfAll(call: ts.CallExpression): string[] {
    const names: string[] = [];
    let node: ts.Node = call;
    while (ts.isPropertyAccessExpression(node.parent)) {
      node = node.parent;
      names.push((node as ts.PropertyAccessExpression).name.text);
    }
    if (names.length > 0) return [names.join(".")];
    const isPassedOn = call.getSourceFile().fileName.endsWith(PASSES_ON);
    return isPassedOn || ts.isElementAccessExpression(node.parent)
      ? []
      : this.unclear(call, "which messages?");
  }

  private unclear(node: ts.Node, question: string): [] {
    this.problems.push(`${placeOf(node)}: ${question}`);
    return [];
  }

  /** A translator that is handed on as a plain function: all of its namespace. */
  private usesOfValue(node: ts.Identifier): string[] {
    const { parent } = node;
    const isValue =
      (ts.isCallExpression(parent) && parent.arguments.includes(node)) ||
      (ts.isJsxExpression(parent) && parent.expression === node);
    if (!isValue || !this.isTranslator(this.checker.getTypeAtLocation(node))) return [];
    const wanted = this.checker.getContextualType(node);
    if (!wanted || this.isTranslator(wanted)) return [];
    const namespace = this.namespaceOf(node);
    return namespace ? [namespace] : this.unclear(node, `of which namespace is ${node.text}?`);
  }

  private isTranslator(type: ts.Type): boolean {
    return ["rich", "markup", "raw", "has"].every((name) => type.getProperty(name));
  }

  /** The keys that an argument can have. */
  private keysOf(argument: ts.Expression): string[] {
    const type = this.checker.getTypeAtLocation(argument);
    const parts = type.isUnion() ? type.types : [type];
    if (!parts.every((part) => part.isStringLiteral()))
      return this.unclear(argument, `which messages are ${argument.getText()}?`);
    return parts.map((part) => (part as ts.StringLiteralType).value);
  }

  private namespaceOf(node: ts.Expression): string | null {
    if (ts.isCallExpression(node)) return this.hookNamespace(node);
    const symbol = this.checker.getSymbolAtLocation(node);
    for (const declaration of symbol?.declarations ?? []) {
      const found = this.declaredNamespace(declaration);
      if (found !== null) return found;
    }
    return null;
  }

  private declaredNamespace(declaration: ts.Declaration): string | null {
    if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration))
      return declaration.initializer ? this.hookNamespace(declaration.initializer) : null;
    if (ts.isParameter(declaration) || ts.isPropertySignature(declaration))
      return typedNamespace(declaration.type?.getText());
    if (ts.isShorthandPropertyAssignment(declaration)) {
      const value = this.checker.getShorthandAssignmentValueSymbol(declaration)?.valueDeclaration;
      return value ? this.declaredNamespace(value) : null;
    }
    if (ts.isBindingElement(declaration)) return this.boundNamespace(declaration);
    return null;
  }

  /** `const { t } = words`: what the property's own declaration says. */
  private boundNamespace({ parent, propertyName, name }: ts.BindingElement): string | null {
    const property = (propertyName ?? name).getText();
    const declared = this.checker.getTypeAtLocation(parent).getProperty(property)?.valueDeclaration;
    return declared ? this.declaredNamespace(declared) : null;
  }

  private hookNamespace(initializer: ts.Expression): string | null {
    if (!ts.isCallExpression(initializer) || !isCallOf(initializer, "useTranslations")) return null;
    const [namespace] = initializer.arguments;
    if (!namespace) return "";
    return ts.isStringLiteral(namespace) ? namespace.text : DYNAMIC;
  }
}

/** The namespace is a parameter of a hook in `NAMED_PARTS`, whose callers name it. */
const DYNAMIC = "*";

const typedNamespace = (text = "") => /useTranslations<"([^"]+)">/.exec(text)?.[1] ?? null;

const isCallOf = ({ expression }: ts.CallExpression, name: string) =>
  ts.isIdentifier(expression) && expression.text === name;

const literalOf = (node: ts.Node | undefined) => (node && ts.isStringLiteral(node) ? node.text : null);

function partOfCall({ expression, arguments: [first] }: ts.CallExpression): string | null {
  const part = ts.isIdentifier(expression) ? NAMED_PARTS[expression.text] : undefined;
  const namespace = literalOf(first);
  return part && namespace ? join(namespace, part) : null;
}

function partOfAttribute(attribute: ts.JsxAttribute): string[] {
  const { tagName } = attribute.parent.parent;
  const part = NAMED_PARTS[tagName.getText()];
  const namespace = literalOf(attribute.initializer);
  return part && namespace && attribute.name.getText() === "namespace" ? [join(namespace, part)] : [];
}

const join = (namespace: string, key: string) => (namespace ? `${namespace}.${key}` : key);

const placeOf = (node: ts.Node) => {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${path.relative(process.cwd(), source.fileName)}:${line + 1}`;
};

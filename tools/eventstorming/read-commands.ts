import ts from "typescript";
import type { Declaration, SourceGraph } from "./source-graph";

/** A verb of a context, as its code shows it. */
export interface Command {
  context: string;
  name: string;
  actors: string[];
  /** What its audit rows are about. */
  aggregates: string[];
  /** The actions of its audit rows. */
  actions: string[];
  /** Tables that it writes: those of its context by their bare names. The rows of outbox and audit log that go with a change are left out. */
  tables: string[];
  /** The names of the events that it records. */
  events: string[];
  /** Services outside that it calls. */
  externals: string[];
}

/** Who passes a guard. A guard of a trip is asked by three kinds of people, so that its own code is not looked into. */
const GUARDS: Readonly<Record<string, string[]>> = {
  requireMember: ["customer"],
  requirePerson: ["customer"],
  requireCustomer: ["customer", "guest"],
  requireSystem: ["system"],
  requireTripActor: ["customer", "guest", "traveller"],
  requireTrip: ["customer", "guest", "traveller"],
  requireServed: ["customer", "guest", "traveller", "staff: reservation.change"],
};

/** Adapters to services outside. */
const EXTERNALS: Readonly<Record<string, string>> = {
  stripeGateway: "payment provider",
  sendMail: "mail server",
};

/** The contexts that have verbs, by name. */
export const contextsOf = (graph: SourceGraph): string[] =>
  graph.paths.flatMap((file) => /^server\/([^/]+)\/verbs\.ts$/.exec(file)?.[1] ?? []).sort();

/** Reads every verb of every context. */
export function readCommands(graph: SourceGraph): Command[] {
  return contextsOf(graph).flatMap((context) => {
    const door = `server/${context}/verbs.ts`;
    return graph.exportsOf(door).flatMap((name) => {
      const declaration = graph.declarationOf({ file: door, name });
      return declaration ? [readCommand(graph, context, { ...declaration, name })] : [];
    });
  });
}

function readCommand(graph: SourceGraph, context: string, verb: Declaration): Command {
  const isOwn = ({ file, name }: Declaration) =>
    file.startsWith(`server/${context}/`) && !(name in GUARDS) && !(name in EXTERNALS);
  const parts = graph.reach(verb, isOwn);
  const references = parts.flatMap((part) => graph.referencesOf(part));
  const called = new Set(references.map(({ name }) => name));
  return {
    context,
    name: verb.name,
    actors: actorsOf(graph, parts, called),
    aggregates: unique(parts.flatMap((part) => auditValues(part, "entity"))),
    actions: unique(parts.flatMap((part) => auditValues(part, "action"))),
    tables: unique(parts.flatMap((part) => tablesWrittenBy(graph, part, context))),
    events: unique(references.flatMap((reference) => ownEvent(graph.declarationOf(reference), context))),
    externals: unique(
      Object.keys(EXTERNALS).flatMap((name) => (called.has(name) ? (EXTERNALS[name] ?? []) : [])),
    ),
  };
}

function actorsOf(graph: SourceGraph, parts: readonly Declaration[], called: ReadonlySet<string>): string[] {
  const asked = [
    ...Object.keys(GUARDS).flatMap((guard) => (called.has(guard) ? (GUARDS[guard] ?? []) : [])),
    ...parts.flatMap((part) => permissionsIn(graph, part)),
  ];
  if (asked.length > 0) return unique(asked);
  const code = parts.map(({ node }) => node.getText()).join("\n");
  if (/kind !== "TRAVELLER"/.test(code)) return ["traveller"];
  if (/kind !== "GUEST"/.test(code)) return ["guest"];
  return called.has("systemContext") ? ["system"] : ["everybody"];
}

const ownEvent = (declaration: Declaration | null, context: string): string[] => {
  const name = declaration?.file === `server/${context}/events.ts` ? eventNameOf(declaration) : null;
  return name ? [name] : [];
};

export const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The name of the event that a constant of an `events.ts` defines; null for anything else. */
export function eventNameOf(declaration: Declaration | null): string | null {
  if (!declaration || !/^server\/[^/]+\/events\.ts$/.test(declaration.file)) return null;
  const [, name] = /defineEvent\(\s*"([^"]+)"/.exec(declaration.node.getText()) ?? [];
  return name ?? null;
}

/** Calls of a function by its name. */
function callsOf({ node }: Declaration, wanted: (name: string) => boolean): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) && wanted(inner.expression.text))
      calls.push(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return calls;
}

const isPermissionGuard = (name: string) => /^requirePermission(OrSystem)?$/.test(name);

const permissionsIn = (graph: SourceGraph, part: Declaration): string[] =>
  callsOf(part, isPermissionGuard).flatMap(({ expression, arguments: [, permission] }) => [
    ...[...textsIn(permission), ...textsOfTable(graph, part, permission)].map((text) => `staff: ${text}`),
    ...(expression.getText().endsWith("OrSystem") ? ["system"] : []),
  ]);

const auditValues = (part: Declaration, field: string): string[] =>
  callsOf(part, (name) => name === "audit").flatMap(({ arguments: [, change] }) =>
    change && ts.isObjectLiteralExpression(change)
      ? change.properties.flatMap((property) =>
          ts.isPropertyAssignment(property) && property.name.getText() === field
            ? textsIn(property.initializer)
            : [],
        )
      : [],
  );

/** The text of a literal, or both texts of a choice. */
function textsIn(expression: ts.Expression | undefined): string[] {
  if (!expression) return [];
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [...textsIn(expression.whenTrue), ...textsIn(expression.whenFalse)];
  return [];
}

/** The texts of a constant that is looked up: `permissions[kind]`. */
function textsOfTable(
  graph: SourceGraph,
  { file }: Declaration,
  expression: ts.Expression | undefined,
): string[] {
  if (!expression || !ts.isElementAccessExpression(expression)) return [];
  const table = graph.declarationOf({ file, name: expression.expression.getText() });
  return [...(table?.node.getText().matchAll(/: "([\w.]+)"/g) ?? [])].map(([, text]) => text as string);
}

/** Tables that are written by the query builder, or by SQL. */
function tablesWrittenBy(graph: SourceGraph, part: Declaration, context: string): string[] {
  const text = part.node.getText();
  const built = [...text.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g)].flatMap(([, name = ""]) => {
    const table = graph.declarationOf({ file: part.file, name });
    return table?.file === `db/schema/${context}.ts`
      ? (/\.table\(\s*"(\w+)"/.exec(table.node.getText())?.[1] ?? [])
      : [];
  });
  const said = [...text.matchAll(/(insert into|update|delete from)\s+(\w+)\.(\w+)/g)].flatMap(
    ([, how, schema, name = ""]) => {
      if (schema === context) return [name];
      // Every change adds to these two.
      const isAdded = how === "insert into" && ["outbox", "audit_log"].includes(name);
      return schema === "shared" && !isAdded ? [`shared.${name}`] : [];
    },
  );
  return [...built, ...said];
}

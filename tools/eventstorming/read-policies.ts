import { subscriptions } from "@/inngest/subscriptions";
import { unique } from "./read-commands";
import type { Declaration, SourceGraph } from "./source-graph";

/** What happens whenever something else has happened: a reaction to events, or a sweep by the clock. */
export interface Policy {
  id: string;
  /** The names of the events; none for a sweep. */
  events: string[];
  /** `<context>.<verb>` */
  commands: string[];
}

/** A process of `server/flows`: it calls the verbs of several contexts in one go. */
export interface Flow {
  name: string;
  commands: string[];
}

/** The reactions, in the order of their list, and then the sweeps. */
export function readPolicies(graph: SourceGraph): Policy[] {
  const declared = graph.paths
    .filter((file) => file.startsWith("inngest/") && file !== "inngest/subscriptions.ts")
    .flatMap((file) => graph.declarationsOf(file));
  const declarationOf = (id: string) => declared.find(({ node }) => node.getText().includes(`id: "${id}"`));
  const reactions = Object.entries(subscriptions).map(([id, events]) => ({
    id,
    events: events.map(({ name }) => name),
    commands: commandsFrom(graph, declarationOf(id)),
  }));
  const sweeps = declared.flatMap((declaration) => {
    const [, id] = /= sweep\(\{\s*id: "([\w-]+)"/.exec(declaration.node.getText()) ?? [];
    return id ? [{ id, events: [], commands: commandsFrom(graph, declaration) }] : [];
  });
  return [...reactions, ...sweeps.sort((a, b) => a.id.localeCompare(b.id))];
}

export const readFlows = (graph: SourceGraph): Flow[] =>
  graph.paths
    .filter((file) => file.startsWith("server/flows/") && !file.endsWith("-view.ts"))
    .flatMap((file) => graph.exportsOf(file).flatMap((name) => graph.declarationOf({ file, name }) ?? []))
    .map((declaration) => ({ name: declaration.name, commands: commandsFrom(graph, declaration) }))
    .filter(({ commands }) => commands.length > 0)
    .sort((a, b) => a.name.localeCompare(b.name));

/** The verbs that a function of `inngest` or a flow calls, itself or through flows. */
function commandsFrom(graph: SourceGraph, start: Declaration | undefined): string[] {
  if (!start) return [];
  const parts = graph.reach(start, ({ file }) => file === start.file || file.startsWith("server/flows/"));
  return unique(
    parts.flatMap((part) =>
      graph.referencesOf(part).flatMap(({ file, name }) => {
        const [, context] = /^server\/([^/]+)\/index\.ts$/.exec(file) ?? [];
        return context ? [`${context}.${name}`] : [];
      }),
    ),
  );
}

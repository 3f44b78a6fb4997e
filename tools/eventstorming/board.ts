import { historyProjection } from "@/server/history/catch-up-history";
import { recipientsProjection } from "@/server/notification/catch-up-recipients";
import { eventNamesOf } from "@/server/shared/projection";
import { deliveriesProjection } from "@/server/webhooks/catch-up-deliveries";
import { type Command, contextsOf, eventNameOf, readCommands, unique } from "./read-commands";
import { type Flow, type Policy, readFlows, readPolicies } from "./read-policies";
import type { SourceGraph } from "./source-graph";

/** A view that is made of events alone. */
interface Projection {
  name: string;
  context: string;
  events: string[];
}

export interface DomainEvent {
  /** `<context>/<event>` */
  name: string;
  context: string;
  /** `<context>.<verb>` */
  recordedBy: string[];
  /** The ids of the reactions. */
  policies: string[];
  projections: string[];
  /** True when another context changes its own state because of it. Messages and views only tell of it. */
  isPivotal: boolean;
  /** True when customers get a message about it. */
  isTold: boolean;
}

/** Everything that is on the board, as the code has it. */
export interface Board {
  contexts: string[];
  commands: Command[];
  events: DomainEvent[];
  policies: Policy[];
  flows: Flow[];
  projections: Projection[];
  /** The reads of each context. */
  reads: Map<string, string[]>;
}

/** Contexts that tell of what happened in others. */
const TELLING = ["notification", "history"];

/** Whether a policy only tells somebody of its events. */
export const isTelling = ({ commands }: Policy): boolean =>
  commands.length > 0 && commands.every((name) => TELLING.includes(contextOf(name)));

const contextOf = (name: string) => name.split(/[/.]/)[0] ?? "";

const PROJECTIONS = [historyProjection, recipientsProjection, deliveriesProjection];

/** Reads the board. @throws Error when the code has a projection that this file does not know. */
export function readBoard(graph: SourceGraph): Board {
  const contexts = contextsOf(graph);
  const commands = readCommands(graph);
  const known = new Set(commands.map(({ context, name }) => `${context}.${name}`));
  const withVerbs = <T extends { commands: string[] }>(each: T): T => ({
    ...each,
    commands: each.commands.filter((name) => known.has(name)),
  });
  const policies = readPolicies(graph).map(withVerbs);
  const projections = readProjections(graph);
  const defined = contexts.flatMap((context) =>
    graph.declarationsOf(`server/${context}/events.ts`).flatMap((each) => eventNameOf(each) ?? []),
  );
  const events = defined.map((name): DomainEvent => {
    const reactions = policies.filter((policy) => policy.events.includes(name));
    const moved = reactions.flatMap((policy) => policy.commands.map(contextOf));
    return {
      name,
      context: contextOf(name),
      recordedBy: commands
        .filter((command) => command.events.includes(name))
        .map((command) => `${command.context}.${command.name}`),
      policies: reactions.map(({ id }) => id),
      projections: projections.filter((each) => each.events.includes(name)).map((each) => each.name),
      isTold: reactions.some((policy) => isTelling(policy) && policy.id.startsWith("notify-")),
      isPivotal: moved.some((context) => context !== contextOf(name) && !TELLING.includes(context)),
    };
  });
  const reads = new Map(
    contexts.map((context) => [context, unique(graph.exportsOf(`server/${context}/queries.ts`))]),
  );
  return { contexts, commands, events, policies, projections, reads, flows: readFlows(graph).map(withVerbs) };
}

function readProjections(graph: SourceGraph): Projection[] {
  const declared = graph.paths
    .flatMap((file) => graph.declarationsOf(file))
    .filter(({ node }) => /^\w+: Projection =/.test(node.getText()));
  if (declared.length !== PROJECTIONS.length)
    throw new Error(
      `tools/eventstorming/board.ts knows ${PROJECTIONS.length} projections of ${declared.length}`,
    );
  return PROJECTIONS.map((projection) => {
    const declaration = declared.find(({ node }) => node.getText().includes(`name: "${projection.name}"`));
    return {
      name: projection.name,
      context: declaration?.file.split("/")[1] ?? "",
      events: eventNamesOf(projection),
    };
  });
}

import { type Board, type DomainEvent, isTelling } from "./board";
import { Diagram } from "./draw-notes";
import type { Command } from "./read-commands";
import type { Policy } from "./read-policies";
import { kebab, type Words } from "./read-words";

/** `reservation.created` of `reservation/reservation.created`. */
export const shortName = (event: string): string => event.split("/")[1] ?? event;

/** Kinds of people: `staff` for staff with any permission. */
const peopleOf = ({ actors }: Command) => [...new Set(actors.map((actor) => actor.split(":")[0] as string))];

const PEOPLE: Readonly<Record<string, string>> = {
  customer: "customer 회원",
  guest: "guest 비회원",
  traveller: "traveller 인증번호로 연 고객",
  staff: "staff 직원",
  everybody: "everybody 누구나",
};

/** A command that changes or calls something; others only answer. */
export const changesSomething = ({ tables, events, externals }: Command): boolean =>
  tables.length + events.length + externals.length > 0;

/** What a command is about: of its audit rows the word that its context uses most, else a table that its name says. */
export function aggregateOf(command: Command, board: Board): string {
  const ofContext = board.commands.filter(({ context }) => context === command.context);
  const uses = (aggregate: string) =>
    ofContext.filter(({ aggregates }) => aggregates.includes(aggregate)).length;
  const [most] = [...command.aggregates].sort((a, b) => uses(b) - uses(a));
  const said = command.tables.find((table) => kebab(command.name).includes(table.replace(/s$/, "")));
  return most ?? said ?? command.tables[0] ?? "";
}

/** The Korean word of a command's aggregate. */
export const aggregateWord = ({ context, aggregates }: Command, aggregate: string, words: Words): string =>
  aggregates.includes(aggregate) ? words.aggregate(aggregate) : words.table(`${context}.${aggregate}`);

/** The board of one context: who, does what to which aggregate, what has then happened, and what follows. */
export function drawContext(context: string, board: Board, words: Words): string {
  const diagram = new Diagram();
  const own = board.commands.filter((command) => command.context === context && changesSomething(command));
  for (const command of own) drawCommand(diagram, command, board, words);
  for (const policy of board.policies) drawPolicy(diagram, policy, context, board, words);
  for (const { name, events } of board.projections.filter((each) => each.context === context)) {
    const view = diagram.note(`view ${name}`, "view", [name, words.policy(`project-${name}`)]);
    drawPublishers(diagram, events, view);
  }
  return diagram.toString();
}

/** A policy that the context's events cause, or that calls its commands. Who only tells of events is a mark on the event. */
function drawPolicy(diagram: Diagram, policy: Policy, context: string, board: Board, words: Words): void {
  const { id, events, commands } = policy;
  const own = commands.filter((name) => diagram.has(name));
  const isCaused = events.some((name) => name.startsWith(`${context}/`)) && !isTelling(policy);
  if (own.length === 0 && !isCaused) return;
  const note = diagram.note(`policy ${id}`, "policy", [id, words.policy(id)]);
  if (isTelling(policy) && !events.some((name) => name.startsWith(`${context}/`)))
    drawPublishers(diagram, events, note);
  else
    for (const event of board.events.filter(({ name }) => events.includes(name)))
      diagram.arrow(drawEvent(diagram, event, words, event.context !== context), note);
  for (const name of own) diagram.arrow(note, diagram.idOf(name));
  if (isCaused)
    for (const name of commands.filter((each) => !each.startsWith(`${context}.`))) {
      const [other, verb = ""] = name.split(".");
      diagram.arrow(note, diagram.note(`other ${name}`, "command", [verb, `in ${other}`]));
    }
}

/** One note for the events of each context. */
function drawPublishers(diagram: Diagram, events: readonly string[], to: string): void {
  const publishers = events.map((name) => name.split("/")[0] ?? "");
  for (const publisher of new Set(publishers)) {
    const total = publishers.filter((each) => each === publisher).length;
    const label = `${total} ${total === 1 ? "event" : "events"} of ${publisher}`;
    diagram.arrow(diagram.note(`events ${publisher} ${total}`, "event", [label]), to);
  }
}

const idOf = ({ context, name }: Command) => `${context}.${name}`;

function drawCommand(diagram: Diagram, command: Command, board: Board, words: Words): void {
  const { name, actions, events, externals } = command;
  const aggregate = aggregateOf(command, board);
  const korean = aggregateWord(command, aggregate, words);
  const people = peopleOf(command).filter((who) => who !== "system");
  const by = people.length > 0 ? `👤 ${people.join(", ")}` : "⚙ system";
  const lines = [name, words.command(name, actions), by];
  const note = diagram.note(idOf(command), "command", lines, `${aggregate} ${korean}`.trim());
  for (const event of board.events.filter((each) => events.includes(each.name)))
    diagram.arrow(note, drawEvent(diagram, event, words));
  for (const external of externals)
    diagram.arrow(note, diagram.note(`external ${external}`, "external", [external]));
}

function drawEvent(diagram: Diagram, event: DomainEvent, words: Words, isForeign = false): string {
  const { name, context, isPivotal, isTold, projections } = event;
  const marks = [isTold ? "✉" : "", projections.includes("history") ? "⏱" : ""].join(" ").trim();
  const lines = [shortName(name), words.event(name), isForeign ? `from ${context}` : marks];
  return diagram.note(`event ${name}`, isPivotal ? "pivotal" : "event", lines);
}

/** The whole on one page: who asks which context, which pivotal events lead from one to another, and what is outside. */
export function drawOverview(board: Board, words: Words): string {
  const diagram = new Diagram();
  const contextNote = (name: string) =>
    diagram.note(`context ${name}`, "context", [name, words.context(name)]);
  for (const command of board.commands.filter(changesSomething)) {
    for (const who of peopleOf(command).filter((each) => each in PEOPLE))
      diagram.arrow(
        diagram.note(`actor ${who}`, "actor", [PEOPLE[who] ?? who]),
        contextNote(command.context),
      );
    for (const external of command.externals)
      diagram.arrow(
        contextNote(command.context),
        diagram.note(`external ${external}`, "external", [external]),
      );
  }
  const moved = (event: DomainEvent) =>
    board.policies
      .filter(({ id }) => event.policies.includes(id))
      .flatMap(({ commands }) => commands.map((name) => name.split(".")[0] as string));
  for (const event of board.events.filter(({ isPivotal }) => isPivotal)) {
    const note = drawEvent(diagram, event, words);
    diagram.arrow(contextNote(event.context), note);
    for (const context of new Set(moved(event).filter((each) => each !== "notification")))
      diagram.arrow(note, contextNote(context));
  }
  for (const from of board.contexts) {
    const own = board.events.filter(({ context }) => context === from);
    const told = own.filter((event) => moved(event).includes("notification")).length;
    if (told > 0 && from !== "notification")
      diagram.arrow(contextNote(from), contextNote("notification"), `${told} events`);
    for (const projection of board.projections) {
      const shown = own.filter(({ name }) => projection.events.includes(name)).length;
      if (shown > 0) diagram.arrow(contextNote(from), contextNote(projection.context), `${shown} events`);
    }
  }
  drawEngine(diagram, board);
  return diagram.toString();
}

/** How events get to their policies: not from context to context, but by way of the engine, which has the clock too. */
function drawEngine(diagram: Diagram, { events, policies }: Board): void {
  const carried = events.filter((event) => event.policies.length > 0).length;
  const engine = diagram.note("external engine", "external", ["event engine", "Inngest"]);
  diagram.arrow(
    diagram.note("events carried", "event", [`${carried} events`, "with policies"]),
    engine,
    "outbox",
  );
  const reactions = policies.filter((policy) => policy.events.length > 0).length;
  diagram.arrow(engine, diagram.note("policies reactions", "policy", [`${reactions} policies`, "by event"]));
  diagram.arrow(
    engine,
    diagram.note("policies sweeps", "policy", [`${policies.length - reactions} sweeps`, "by the clock"]),
  );
}

import type { Board } from "./board";
import {
  aggregateOf,
  aggregateWord,
  changesSomething,
  drawContext,
  drawOverview,
  shortName,
} from "./draw-board";
import type { Command } from "./read-commands";
import type { Words } from "./read-words";

/** Returns the document of the board. */
export function writeBoard(board: Board, words: Words): string {
  return [
    INTRODUCTION,
    `## Overview 전체\n\n${drawOverview(board, words)}`,
    ...board.contexts.map((context) => writeContext(context, board, words)),
    `## Events 이벤트\n\n${eventTable(board, words)}`,
    `## Policies 정책\n\n${policyTable(board, words)}`,
    `## Flows 흐름\n\nA flow calls several contexts in one go, where a person must not wait for an event.\n\n${flowTable(board)}`,
  ]
    .join("\n\n")
    .concat("\n");
}

const INTRODUCTION = `# The event storming board

\`npm run eventstorming\` writes this page from the code, and \`npm test\` fails when it is older than the code. Nothing here is
written by hand.

| Note | What it is | Read from |
|---|---|---|
| blue 파랑 | command: a verb of a context, with who may ask for it | the exports of \`verbs.ts\` and the guards that they ask |
| box 상자 | aggregate: what the command changes | the entity of its audit row, else the table that its name says |
| orange 주황 | event, recorded in the transaction of the command | the events that the code behind the verb may record |
| orange with a thick edge | pivotal event: another context changes its own state because of it | \`inngest/subscriptions.ts\` |
| ✉, ⏱ | customers get a message about the event; their history shows it | the policies of notification, and the projections |
| lilac 보라 | policy: whenever this event has happened, that command follows; a sweep does so by the clock | \`inngest\` |
| green 초록 | read model that is made of events alone | the projections |
| pink 분홍 | system outside | the adapters that the code behind the verb calls |

Every event travels from the outbox through the event engine (Inngest) to its policies; projections read the outbox themselves. An
arrow from a command to an event says that the command *may* record it: which one depends on what it finds. Korean words are those
of the admin pages and of [domain.md](domain.md).`;

const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
const table = (head: string[], rows: string[][]) =>
  [row(...head), `|${head.map(() => "---|").join("")}`, ...rows.map((cells) => row(...cells))].join("\n");
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");

function writeContext(context: string, board: Board, words: Words): string {
  const own = board.commands.filter((command) => command.context === context);
  const changing = own.filter(changesSomething);
  const answering = own.filter((command) => !changesSomething(command)).map(({ name }) => name);
  const parts = [
    `## ${context} ${words.context(context)}`.trim(),
    drawContext(context, board, words),
    table(
      ["Command", "Who", "Aggregate", "Writes", "May record", "Calls"],
      changing.map((command) => commandRow(command, board, words)),
    ),
  ];
  if (answering.length > 0) parts.push(`Verbs that change nothing of this context: ${code(answering)}.`);
  const reads = board.reads.get(context) ?? [];
  if (reads.length > 0) parts.push(`Reads 조회: ${code(reads)}.`);
  return parts.join("\n\n");
}

function commandRow(command: Command, board: Board, words: Words): string[] {
  const { context, name, actions, actors, tables, events, externals } = command;
  const aggregate = aggregateOf(command, board);
  const named = (table: string) => {
    const korean = words.table(`${context}.${table}`);
    return korean ? `${table} ${korean}` : table;
  };
  return [
    [`\`${name}\``, words.command(name, actions)].filter(Boolean).join(" "),
    actors.join(", "),
    [aggregate, aggregateWord(command, aggregate, words)].filter(Boolean).join(" "),
    tables.map(named).join(", "),
    code(events.map(shortName)),
    externals.join(", "),
  ];
}

const eventTable = (board: Board, words: Words) =>
  table(
    ["Event", "", "May be recorded by", "Policies", "Read models"],
    board.events.map(({ name, isPivotal, recordedBy, policies, projections }) => [
      isPivotal ? `**\`${name}\`**` : `\`${name}\``,
      words.event(name),
      code(recordedBy.map((verb) => verb.split(".")[1] ?? verb)),
      code(policies),
      projections.join(", "),
    ]),
  );

const policyTable = (board: Board, words: Words) =>
  table(
    ["Policy", "", "Whenever", "Then"],
    board.policies.map(({ id, events, commands }) => [
      `\`${id}\``,
      words.policy(id),
      events.length > 0 ? code(events.map(shortName)) : "by the clock",
      code(commands),
    ]),
  );

const flowTable = (board: Board) =>
  table(
    ["Flow", "Calls"],
    board.flows.map(({ name, commands }) => [`\`${name}\``, code(commands)]),
  );

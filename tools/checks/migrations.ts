/** Migrations before this one were made when no version before them was sold from. */
export const FIRST_CHECKED = 18;

const NAME = String.raw`("?\w+"?(?:\."?\w+"?)?)`;
const plain = (name: string) => name.replaceAll('"', "").toLowerCase();

/**
 * A step of a migration that the version before could not live with: it breaks that version (`breaks`), or stops its queries
 * while the migration runs (`locks`). `unlessNew`: not on a table that the same migration creates.
 */
type Step = { kind: "breaks" | "locks"; what: string; pattern: RegExp; unlessNew?: boolean };

/** Any text of one column of `add column`, with its parentheses: numeric(10, 2). */
const OF_COLUMN = String.raw`(?:\([^)]*\)|[^,;])*`;
const FILLED = String.raw`\b(?:default|generated)\b`;

const STEPS: readonly Step[] = [
  {
    kind: "breaks",
    what: "drops what the version before uses",
    pattern: /\bdrop\s+(?:table|column|schema|view|type|function)\b/i,
  },
  {
    kind: "breaks",
    what: "renames what the version before uses",
    pattern: /\brename\b(?!\s+constraint\b)/i,
  },
  { kind: "breaks", what: "moves what the version before uses", pattern: /\bset\s+schema\b/i },
  {
    kind: "breaks",
    what: "forbids null, which the version before may write",
    pattern: /\bset\s+not\s+null\b/i,
  },
  {
    kind: "breaks",
    what: "changes a column's type, under a lock on the whole table",
    pattern: /\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i,
  },
  {
    kind: "breaks",
    what: "adds a column that the version before does not fill",
    pattern: new RegExp(String.raw`\badd\s+column\b(?!${OF_COLUMN}${FILLED})${OF_COLUMN}\bnot\s+null\b`, "i"),
    unlessNew: true,
  },
  {
    kind: "locks",
    what: "adds a constraint and reads the whole table under its lock: add it NOT VALID",
    pattern: /\badd\s+constraint\b(?!.*\bnot\s+valid\b)/is,
    unlessNew: true,
  },
  {
    kind: "locks",
    what: "creates an index under a lock that stops writers: put it into the folder online",
    pattern: /\bcreate\s+(?:unique\s+)?index\b(?!\s+concurrently\b)/i,
    unlessNew: true,
  },
];

const TABLE = new RegExp(String.raw`\b(?:alter\s+table(?:\s+only)?(?:\s+if\s+exists)?|on)\s+${NAME}`, "i");
const CREATED = new RegExp(String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?${NAME}`, "gi");
const REASON = /^--[ \t]*contract:[ \t]*\S.{9,}$/im;

/** Whether a line of a migration says `-- contract: <reason>`: nothing that still runs uses what it takes away. */
export const isDeclaredContract = (text: string): boolean => REASON.test(text);

function stepsOf(text: string): { step: Step; statement: string }[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/--.*$/gm, "");
  const created = new Set([...code.matchAll(CREATED)].map(([, name = ""]) => plain(name)));
  return code.split(";").flatMap((statement) => {
    const isNew = created.has(plain(TABLE.exec(statement)?.[1] ?? ""));
    return STEPS.filter(({ pattern, unlessNew }) => pattern.test(statement) && !(unlessNew && isNew)).map(
      (step) => ({ step, statement }),
    );
  });
}

/** Returns each way in which a migration breaks the version before, whether the file says so or not. Locks are none of them. */
export const contractions = (text: string): string[] => [
  ...new Set(stepsOf(text).flatMap(({ step }) => (step.kind === "breaks" ? [step.what] : []))),
];

/**
 * Returns the steps of a migration after which the version before could not go on serving. A file that says
 * `-- contract: <reason>` may have them: it belongs to a release after which nothing of the old kind runs.
 */
export const contractSteps = (text: string): string[] =>
  isDeclaredContract(text)
    ? []
    : stepsOf(text).map(
        ({ step, statement }) => `${step.what}: ${statement.trim().replaceAll(/\s+/g, " ").slice(0, 100)}`,
      );

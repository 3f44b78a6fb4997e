import path from "node:path";

/** The closed vocabulary of names. CONTRIBUTING.md says what each means; a new word is added there and here, on purpose. */

/** The rooms of the contexts that have any. Every context may have `domain` and `views` as well. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  reservation:
    "access cancel change claim confirm contact correct hold inventory order passengers retime seats shop split".split(
      " ",
    ),
  identity: ["guests", "links", "sessions"],
  notification: ["templates"],
  assurance: ["laws"],
};
const COMMON_ROOMS = ["domain", "views"];

/** Rooms whose names belong to their own small world: a template is named after its language or its part. */
const FREE_ROOMS = ["templates"];

/** `server/shared` is a kernel of small tools, named after what they are. */
const FREE_CONTEXTS = ["shared"];

/** The topics of `components`. */
const TOPICS = [
  ...[
    "admin",
    "booking",
    "change",
    "flight",
    "forms",
    "history",
    "home",
    "identity",
    "layout",
    "legal",
    "map",
    "mileage",
    "notification",
  ],
  ...["payment", "profile", "query", "search", "trips", "ui", "waiting"],
];

/** Files that a context or a room has once. */
const SINGLE_NAMES = ["index", "verbs", "events", "contracts", "schemas", "scopes", "queries", "predicates"];

/** What a file is, by its last word. */
const KINDS = [
  ...["facts", "gateway", "policies", "predicates", "rows", "rules", "schemas", "transport", "view"],
];

/** What a verb or a step of one does, by its first word. */
const VERBS = [
  ...[
    "accept",
    "adjust",
    "admit",
    "allot",
    "ask",
    "assign",
    "begin",
    "cancel",
    "carry",
    "catch",
    "change",
    "check",
    "choose",
    "claim",
    "close",
  ],
  ...[
    "correct",
    "disable",
    "enable",
    "move",
    "note",
    "redeliver",
    "reset",
    "retire",
    "revoke",
    "rotate",
    "split",
    "stop",
    "switch",
  ],
  ...[
    "complete",
    "compose",
    "confirm",
    "credit",
    "decide",
    "deliver",
    "draw",
    "end",
    "enforce",
    "enter",
    "erase",
    "exchange",
    "expire",
    "export",
  ],
  ...["forget", "free", "give", "hash", "hold", "issue", "lease", "limit", "link", "lock", "mark", "match"],
  ...[
    "name",
    "notify",
    "park",
    "post",
    "preview",
    "publish",
    "put",
    "queue",
    "quote",
    "read",
    "rebuild",
    "recover",
    "refuse",
  ],
  ...["receive", "reconcile", "record", "refund", "register", "release", "render", "replace", "replay"],
  ...[
    "report",
    "reprice",
    "require",
    "resend",
    "resolve",
    "retry",
    "reverse",
    "seal",
    "sell",
    "settle",
    "skip",
    "start",
    "store",
    "withdraw",
  ],
  ...["take", "translate", "trim", "try", "verify", "write"],
];

const isKind = (name: string) => name.includes("-") && KINDS.includes(name.split("-").at(-1) ?? "");
const isVerb = (name: string) => name.includes("-") && VERBS.includes(name.split("-")[0] ?? "");

/**
 * Returns why the name of a source file is not in the vocabulary, or null. Checked are `server` and the topics of
 * `components`. `terms` are the code names that docs/domain.md lists.
 */
export function nameProblem(file: string, terms: ReadonlySet<string>): string | null {
  const [ground, ...rest] = file.split("/");
  const name = path.posix.basename(file).replace(/\.tsx?$/, "");
  const [first = "", ...rooms] = rest.slice(0, -1);
  if (ground === "components") return TOPICS.includes(first) ? null : `${first} is no topic of components`;
  if (ground === "server") return serverProblem(first, rooms[0], name, terms);
  return null;
}

function serverProblem(
  context: string,
  room: string | undefined,
  name: string,
  terms: ReadonlySet<string>,
): string | null {
  if (FREE_CONTEXTS.includes(context)) return null;
  if (room && ![...(ROOMS[context] ?? []), ...COMMON_ROOMS].includes(room))
    return `${room} is no room of ${context}`;
  if (room && FREE_ROOMS.includes(room)) return null;
  if (room === "domain")
    return terms.has(`domain/${name}`) ? null : `domain/${name} is no term of docs/domain.md`;
  if (SINGLE_NAMES.includes(name) || isKind(name) || isVerb(name)) return null;
  return `${name} is neither a verb nor a kind of file that CONTRIBUTING.md knows`;
}

/** Returns the code names in backticks of a document: `domain/pricing` and the like. */
export const termsOf = (document: string): Set<string> =>
  new Set([...document.matchAll(/`([^`]+)`/g)].map(([, term]) => term as string));

/** A text that comes back this often is worth a name: PostgreSQL then parses and plans it once per connection. */
const USES_BEFORE_NAMED = 3;
/** Bounds what each connection keeps. Texts of varying length (lists, rows) must not crowd out the others. */
const MOST_NAMES = 400;
const MOST_COUNTED = 2_000;

type QueryConfig = { text: string; values?: unknown; name?: string };

const isUnnamed = (query: unknown): query is QueryConfig =>
  typeof query === "object" &&
  query !== null &&
  typeof (query as QueryConfig).text === "string" &&
  !(query as QueryConfig).name;

/**
 * Gives names to the statements that a process repeats, so that both drivers prepare them. The text is sent
 * once per connection and its plan is kept; PostgreSQL itself goes on planning anew where values matter.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private uses = new Map<string, number>();

  /** The query with its name, once its text has come back often enough; queries without values stay as they are. */
  named<Q>(query: Q, values: unknown): Q {
    if (!isUnnamed(query)) return query;
    const parameters = Array.isArray(values) ? values : query.values;
    if (!Array.isArray(parameters) || parameters.length === 0) return query;
    const name = this.nameOf(query.text);
    return name === undefined ? query : { ...query, name };
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MOST_NAMES) return known;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses >= USES_BEFORE_NAMED) {
      this.uses.delete(text);
      const name = `msa_${this.names.size + 1}`;
      this.names.set(text, name);
      return name;
    }
    if (this.uses.size >= MOST_COUNTED) this.uses = new Map();
    this.uses.set(text, uses);
    return undefined;
  }
}

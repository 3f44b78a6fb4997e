/** A statement that is sent this often gets a name: PostgreSQL then parses and plans it once per connection. */
const USES_BEFORE_NAMED = 3;
/** Limits what each connection keeps. Statements of varying length (lists, rows) must not push out the others. */
const MAX_NAMES = 400;
const MAX_COUNTED = 2_000;

type QueryConfig = { text: string; values?: unknown; name?: string };

const isUnnamed = (query: unknown): query is QueryConfig =>
  typeof query === "object" &&
  query !== null &&
  typeof (query as QueryConfig).text === "string" &&
  !(query as QueryConfig).name;

/**
 * Gives names to the statements that a process repeats, so that both drivers prepare them. The text is sent once per
 * connection and its plan is kept; PostgreSQL still makes a new plan where the values matter.
 */
export class StatementNames {
  private isOn = false;
  private readonly names = new Map<string, string>();
  private uses = new Map<string, number>();

  /** Names are given from now on: the server has shown that it keeps them. */
  switchOn(): void {
    this.isOn = true;
  }

  /** Names are no longer given: a pooler has lost one. */
  switchOff(): void {
    this.isOn = false;
  }

  /** The query with its name, once it was sent often enough. A query without values stays as it is. */
  named<Q>(query: Q, values: unknown): Q {
    if (!this.isOn || !isUnnamed(query)) return query;
    const parameters = Array.isArray(values) ? values : query.values;
    if (!Array.isArray(parameters) || parameters.length === 0) return query;
    const name = this.nameOf(query.text);
    return name === undefined ? query : { ...query, name };
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MAX_NAMES) return known;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses >= USES_BEFORE_NAMED) {
      this.uses.delete(text);
      const name = `msa_${this.names.size + 1}`;
      this.names.set(text, name);
      return name;
    }
    if (this.uses.size >= MAX_COUNTED) this.uses = new Map();
    this.uses.set(text, uses);
    return undefined;
  }
}

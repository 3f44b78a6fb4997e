import pg from "pg";
import type { Statement } from "./plans";

/** Collects the statements that this process sends while `work` runs, each text once. They are sent as ever. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const { query } = pg.Client.prototype;
  const sent = new Map<string, Statement>();
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first, second] = given;
    const { text, values } =
      typeof first === "string"
        ? { text: first, values: second }
        : (first as { text: string; values?: unknown });
    const list = Array.isArray(second) ? second : values;
    sent.set(text, { text, values: Array.isArray(list) ? list : [] });
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return [...sent.values()];
}

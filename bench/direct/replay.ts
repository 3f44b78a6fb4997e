import pg from "pg";
import { StatementNames } from "@/db/statement-names";
import type { Statement } from "./record";

/** As many tries as the site makes when other transactions lock the last free units. */
const CLAIM_TRIES = 4;

/** Prepares statements that repeat, as the site does. */
const statements = new StatementNames();

/** Connections that send recorded statements, each one booking at a time. */
export class Replayers {
  private readonly idle: pg.Client[] = [];
  private readonly all: pg.Client[] = [];

  /** Opens so many connections. */
  async open(databaseUrl: string, count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      this.all.push(client);
    }
    this.idle.push(...this.all);
  }

  /** Sends one booking's statements in their order. @throws Error when no unit could be claimed. */
  async send(script: readonly Statement[]): Promise<void> {
    const client = this.idle.pop();
    if (!client) throw new Error("more bookings at once than connections");
    try {
      for (const { text, values } of script) await sendOne(client, text, values);
    } finally {
      this.idle.push(client);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((client) => client.end()));
  }
}

async function sendOne(client: pg.Client, text: string, values: unknown[]): Promise<void> {
  for (let attempt = 1; attempt <= CLAIM_TRIES; attempt++) {
    const { rows } = await client.query<{ held?: boolean }>(statements.named({ text, values }, values));
    // Only the statement that claims units returns whether it succeeded.
    if (rows[0]?.held !== false) return;
  }
  throw new Error("no unit could be claimed");
}

import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { StatementNames } from "./statement-names";

/** The part of a client, of either driver, that is needed here. */
export interface ProbeClient {
  on(event: "error", listener: () => void): unknown;
  connect(): Promise<unknown>;
  end(): Promise<unknown>;
  query(query: string | pg.QueryConfig): Promise<unknown>;
}

/** A statement of this name is not there; one of this name is there already. */
const NAME_LOST = ["26000", "42P05"];
const ROUNDS = 3;

export const isNameLost = (error: unknown): boolean =>
  error instanceof Error && NAME_LOST.includes((error as { code?: string }).code ?? "");

/**
 * Switches statement names on once the server has shown that it keeps them. A pooler in transaction mode gives each
 * transaction another connection; old ones (PgBouncer before 1.21) lose the names on the way. A probe that fails for
 * another reason leaves them off: the next new connection asks again.
 */
export class NameProbe {
  private asking: Promise<void> | null = null;
  private answered = false;

  constructor(
    private readonly statements: StatementNames,
    private readonly newClient: () => ProbeClient,
  ) {}

  /** Asks unless the answer is known. Never rejects. */
  async ask(): Promise<void> {
    if (this.answered) return;
    this.asking ??= this.probe().finally(() => {
      this.asking = null;
    });
    await this.asking;
  }

  private async probe(): Promise<void> {
    try {
      const kept = await keepsNames(this.newClient(), this.newClient());
      this.answered = true;
      if (kept) this.statements.switchOn();
    } catch {
      // The database is away. The next statement reports the outage.
    }
  }
}

/**
 * Returns whether a named statement is still there after another client has taken the connection on which it was
 * prepared. Each client has a connection of its own where there is no pooler: then it always is.
 */
async function keepsNames(owner: ProbeClient, other: ProbeClient): Promise<boolean> {
  // A name of its own: a pooler's connection may still have the one of an earlier probe, and would seem to have kept it.
  const named = { name: `msa_probe_${randomUUID()}`, text: "select $1::int as n", values: [1] };
  // Without a listener a connection that is lost between two statements would end the process.
  for (const client of [owner, other]) client.on("error", () => {});
  try {
    await Promise.all([owner.connect(), other.connect()]);
    for (let round = 0; round < ROUNDS; round++) {
      await owner.query(named);
      await other.query("begin");
      await other.query("select 1");
      await owner.query(named);
      await other.query("rollback");
    }
    return true;
  } catch (error) {
    if (isNameLost(error)) return false;
    throw error;
  } finally {
    await Promise.allSettled([owner.end(), other.end()]);
  }
}

import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { systemContext, type TxContext, transaction } from "@/server/shared/context";

/**
 * A race with a known order. `second` begins when `first` has done its work but not committed. `first` is committed when
 * `second` has ended or waits for a lock of `first`.
 */
export async function beforeCommitOf<T>(
  first: (tx: TxContext) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<T> {
  let answer: Promise<T> | undefined;
  await transaction(systemContext("test"), async (tx) => {
    await first(tx);
    let ended = false;
    answer = second();
    const settle = () => {
      ended = true;
    };
    answer.then(settle, settle);
    while (!ended && !(await somebodyWaits())) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  return answer as Promise<T>;
}

async function somebodyWaits(): Promise<boolean> {
  const { rows } = await database().execute(sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length > 0;
}

import { setTimeout as sleep } from "node:timers/promises";
import type { CatchUpOptions, CaughtUp } from "@/server/shared/projection";

/**
 * Projects until all events that were committed before the call are projected. It may need several passes, because open
 * transactions of other tests, in other databases of the same cluster, hold events back too.
 *
 * @returns the number of projected rows.
 */
export async function untilCaughtUp(
  pass: (options: CatchUpOptions) => Promise<CaughtUp>,
  options: Partial<CatchUpOptions> = {},
): Promise<number> {
  const onPoison: CatchUpOptions["onPoison"] = (_, error) => Promise.reject(error);
  for (let projected = 0; ; ) {
    const done = await pass({ onPoison, ...options });
    projected += done.projected;
    if (!done.more && !done.held) return projected;
    if (!done.more) await sleep(5);
  }
}

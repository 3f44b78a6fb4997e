import { setTimeout as sleep } from "node:timers/promises";
import type { CatchUpOptions, CaughtUp } from "../projection";

/**
 * Projects until nothing that was committed before is left. It has to look more than once: transactions of
 * other tests, in other databases of the same cluster, hold events back too.
 *
 * @returns how many rows were projected.
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

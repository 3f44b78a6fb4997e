import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { checkLaws, isDrained } from "@/server/assurance/check-laws";
import type { LawReport } from "@/server/assurance/schemas";
import { Chance } from "@/tools/seed/past/chance";
import { actions, type Simulated, type World } from "./actions";
import { type ActionName, actionNames, type Options } from "./options";
import { Tally } from "./tally";

/** Actions that are under way at once, so that a slow airline is not flooded. */
const MOST_AT_ONCE = 8;
const CUSTOMERS = 300;
/** How long the reactions to the last action may take. */
const DRAIN_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

type Run = Options & { gatewayUrl: string; signal: AbortSignal };

/** Acts as customers at an even pace until the time is over or the signal comes, and finishes what it began. */
export async function simulate({ perMinute, minutes, seed, mix, gatewayUrl, signal }: Run): Promise<Tally> {
  const tally = new Tally();
  const world: World = { chance: new Chance(seed), gatewayUrl, customers: await readCustomers() };
  const choices = actionNames.map((name): [ActionName, number] => [name, mix[name]]);
  const running = new Set<Promise<void>>();
  const began = performance.now();
  for (let n = 0; ; n++) {
    const next = began + (n * 60_000) / perMinute;
    if (next >= began + minutes * 60_000) break;
    await sleep(Math.max(0, next - performance.now()), undefined, { signal }).catch(() => {});
    if (running.size >= MOST_AT_ONCE) await Promise.race(running);
    if (signal.aborted) break;
    const action = world.chance.weighted(choices);
    const work: Promise<void> = tally
      .count(action, () => actions[action]({ ...world, chance: new Chance(`${seed} ${n}`) }))
      .finally(() => running.delete(work));
    running.add(work);
  }
  await Promise.all(running);
  return tally;
}

async function readCustomers(): Promise<Simulated[]> {
  const { rows } = await database().execute<Simulated>(sql`
    select id, email from identity.users where role = 'CUSTOMER' order by id limit ${CUSTOMERS}`);
  if (rows.length === 0) throw new Error("the airline has no customers");
  return rows;
}

/** The laws once the reactions are done, or at the end of their time. The provider's own sums are compared too. */
export async function lawsAfter(gatewayUrl: string, drainMs = DRAIN_MS): Promise<LawReport[]> {
  const until = performance.now() + drainMs;
  for (;;) {
    const answer = await fetch(`${gatewayUrl}/_control/totals`);
    const { captured, refunded } = (await answer.json()) as { captured: number; refunded: number };
    const reports = await checkLaws({ captured, refunded });
    if (isDrained(reports) || performance.now() > until) return reports;
    await sleep(LOOK_EVERY_MS);
  }
}

/** One line for each law. */
export const lawLines = (reports: readonly LawReport[]): string =>
  reports
    .map(({ law, ok, pending, violations }) =>
      ok
        ? `${law}  kept${pending ? `, ${pending} under way` : ""}`
        : `${law}  BROKEN ${JSON.stringify(violations).slice(0, 400)}`,
    )
    .join("\n");

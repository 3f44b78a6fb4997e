import { soldOutDays } from "@/server/reservation/queries";
import { systemContext } from "@/server/shared/context";
import { recentP95Ms } from "@/server/shared/recent-latency";
import { admitShoppers, recordSoldOut, takeSoldOutChecks } from "@/server/waiting-room";
import { saleEventStatuses } from "@/server/waiting-room/queries";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";

/** How long a process's reading is used. With it, each process asks the database once in a second. */
const READING_MS = 1_000;

type Reading = { url: string | undefined; until: number; value: Promise<SaleEventStatus[]> };

// Next bundles routes and instrumentation separately: the guard, the pages and the figures share a reading.
const store = globalThis as typeof globalThis & { msaSaleStatuses?: Reading };

/**
 * The status of every sale event, at most a second old. Who reads it also moves the sale events on: draws lotteries, admits
 * shoppers, looks what is sold out. So nothing has to run while nobody waits, and every process may do it.
 */
export function readSaleStatuses(): Promise<SaleEventStatus[]> {
  const url = process.env.DATABASE_URL;
  const known = store.msaSaleStatuses;
  if (known && known.until > performance.now() && known.url === url) return known.value;
  const value = moveAndRead();
  store.msaSaleStatuses = { url, until: performance.now() + READING_MS, value };
  value.catch(() => {
    store.msaSaleStatuses = undefined;
  });
  return value;
}

async function moveAndRead(): Promise<SaleEventStatus[]> {
  const before = await saleEventStatuses();
  const live = before.filter(({ state }) => state === "BEFORE" || state === "OPEN");
  if (live.length === 0) return before;
  const system = systemContext("waiting-room");
  if (live.some(({ state }) => state === "OPEN")) await admitShoppers(system, { p95Ms: recentP95Ms() });
  for (const { id, ...flights } of await takeSoldOutChecks(system))
    await recordSoldOut(system, { saleEventId: id, ...(await soldOutDays(flights)) });
  return saleEventStatuses();
}

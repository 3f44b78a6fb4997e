/** The moment of a refusal, for the address of the results that explain it. */
export const refusedAt = (now: Date): string => String(now.getTime());

/**
 * How old the shown offers may be after a refusal at the moment `at`: none may be from before it, since seats that are gone
 * must not stand below the words that say so. Two seconds later every offer is younger, so that a reload or a shared link
 * reads what everybody reads. `at` and `now` are of the database's clock; a moment that has not come yet counts for nothing.
 */
export function freshness(at: string | undefined, now: Date): { atMostMs?: number } {
  if (!at || !/^\d{1,15}$/.test(at)) return {};
  const age = now.getTime() - Number(at);
  return age >= 0 ? { atMostMs: age } : {};
}

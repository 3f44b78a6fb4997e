import { sql } from "drizzle-orm";

/**
 * A coupon `k` that its passenger can fly, has flown or has missed. It repeats a condition of reservation/order on purpose:
 * an auditor that shares the code it checks would share its faults.
 */
export const isLive = sql`k.state in ('OPEN', 'CHECKED_IN', 'FLOWN', 'NO_SHOW', 'SUSPENDED')`;

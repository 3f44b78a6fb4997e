import { bigint, customType, timestamp } from "drizzle-orm/pg-core";

/** An instant; the database's clock fills it in. */
export const createdAt = () => timestamp("created_at", { withTimezone: true }).notNull().defaultNow();

/** An instant, returned as a `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Whole Korean won: KRW has no minor unit. Sums stay far below 2^53. */
export const won = (name: string) => bigint(name, { mode: "number" });

/** A calendar date as `YYYY-MM-DD`, without a zone. */
export const localDate = customType<{ data: string; driverData: string }>({ dataType: () => "date" });

/** A transaction's id, 64 bits wide, as text: it grows for ever, and JavaScript's numbers end at 2^53. */
export const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });

/** Bytes, as a `Buffer`. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { log } from "./log";
import { withReservedConnections } from "./pool";
import { KOREA_ZONE, type LocalDate, toLocal } from "./time";

/** How long a reading of the database's clock is used. In between, the time that this process has measured is added. */
const READING_MS = 30_000;
/** A process whose clock is further away than this is reported: some of its neighbours check times by it. */
const REPORTED_SKEW_MS = 60_000;

type Reading = { url: string | undefined; databaseMs: number; wallMs: number; steadyMs: number };

let reading: Promise<Reading> | undefined;
let last: Reading | undefined;
let reported = false;

/**
 * Returns the time by the database's clock, outside of a transaction. Replicas may disagree about the time, and the
 * database is what they share: what the airline promises until a time or on a day is reckoned by its clock. The clock is
 * read every 30 seconds; the answer is late by one way from the database at most. In a transaction `databaseNow` asks the
 * database itself.
 *
 * @throws the database's error when the clock has to be read and the database does not answer.
 */
export async function databaseClock(): Promise<Date> {
  const { databaseMs, steadyMs } = await currentReading();
  return new Date(databaseMs + performance.now() - steadyMs);
}

/** Returns today in Korea by the database's clock: the day of sale, by which rows of policy are in force. */
export const koreanToday = async (): Promise<LocalDate> => toLocal(await databaseClock(), KOREA_ZONE).date;

/** A process that was frozen may not have measured the time meanwhile: both of its clocks must agree that a reading is fresh. */
const isFresh = ({ url, wallMs, steadyMs }: Reading): boolean =>
  url === process.env.DATABASE_URL &&
  Math.abs(Date.now() - wallMs) < READING_MS &&
  performance.now() - steadyMs < READING_MS;

/** Requests of one moment share a reading. */
function currentReading(): Promise<Reading> {
  if (last && isFresh(last)) return Promise.resolve(last);
  // A payment in progress may wait for it, so that it must not stand behind searches.
  reading ??= withReservedConnections(read).finally(() => {
    reading = undefined;
  });
  return reading;
}

async function read(): Promise<Reading> {
  const url = process.env.DATABASE_URL;
  const { rows } = await database().execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  last = { url, databaseMs: Number(rows[0]?.ms), wallMs: Date.now(), steadyMs: performance.now() };
  report(last.wallMs - last.databaseMs);
  return last;
}

function report(skewMs: number): void {
  const isOff = Math.abs(skewMs) > REPORTED_SKEW_MS;
  if (isOff && !reported)
    log.error(
      { skewMs: Math.round(skewMs) },
      "the clock of this process is wrong: it differs from the database's",
    );
  reported = isOff;
}

import type { Airline } from "@/bench/support/airline";
import { book } from "@/bench/support/booking";
import type { CpuTimes } from "@/bench/support/processes";
import type { Rate } from "@/bench/support/rounds";
import type { Figure } from "./figure";

const BOOKERS = 8;
const PATIENCE_MS = 180_000;

/** How many bookings per second all reactions together keep up with, the local event engine included. */
export const saga: Figure = {
  name: "saga",
  engine: "runs",
  async measure(airline) {
    const { sagaBookings } = airline.effort;
    await airline.stack.inngest.stop();
    const bookings = await bookAll(airline, sagaBookings);
    await airline.stack.inngest.start();
    const before = airline.cpu();
    await airline.drained(PATIENCE_MS);
    const after = airline.cpu();
    const seconds = await workedFor(airline, bookings);
    const rate = sagaRate(sagaBookings, seconds, before, after);
    return {
      rates: [rate],
      rows: [
        {
          figure: "bookings per second that the whole saga keeps up with",
          value: sagaBookings / seconds,
          unit: "/s",
          target: { atLeast: 45 },
          note: `${sagaBookings} bookings made while the event engine was stopped, all effects done in ${seconds.toFixed(1)} s`,
        },
        {
          figure: "site CPU of a booking's saga",
          value: rate.cpuMs.site ?? null,
          unit: "ms",
          target: { atMost: 22 },
          note: "queue full; the history is projected while the bookings are made, and measured by itself",
        },
      ],
    };
  },
};

/** The CPU time of all that follows a booking, with the check of the laws at the end. */
function sagaRate(count: number, seconds: number, before: CpuTimes, after: CpuTimes): Rate {
  const cpuMs = Object.fromEntries(
    Object.entries(after).map(([part, used]) => [part, ((used - (before[part] ?? 0)) * 1000) / count]),
  );
  return { name: "saga of a booking", count, seconds, perSecond: count / seconds, cpuMs };
}

async function bookAll(airline: Airline, count: number): Promise<string[]> {
  const bookings: string[] = [];
  let left = count;
  const booker = async () => {
    while (left-- > 0) bookings.push(await book(airline, airline.payer(), airline.flight()));
  };
  await Promise.all(Array.from({ length: BOOKERS }, booker));
  return bookings;
}

/** From the first sign of work after the engine is back to the last effect, by the database's clock. */
async function workedFor({ db }: Airline, reservationIds: string[]): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select extract(epoch from greatest(
         (select max(created_at) from mileage.ledger where reservation_id = any($1)),
         (select max(sent_at) from notification.messages where reservation_id = any($1)),
         (select max(projected_at) from history.entries where reservation_id = any($1)))
       - least(
         (select min(started_at) from assurance.step_attempts where correlation_id = any($1)),
         (select min(published_at) from shared.outbox where correlation_id = any($1))))::float8 as seconds`,
    [reservationIds],
  );
  const seconds = rows[0]?.seconds;
  if (!seconds) throw new Error("the saga left no traces");
  return seconds;
}

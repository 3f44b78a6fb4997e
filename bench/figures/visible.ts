import type { Airline } from "@/bench/support/airline";
import { book } from "@/bench/support/booking";
import type { Row } from "@/bench/support/report";
import { until } from "@/bench/support/until";
import type { Figure } from "./figure";

const BOOKINGS_PER_SECOND = 5;
const PATIENCE_MS = 60_000;

/** How long a customer waits for miles, message and history once the booking is committed. */
export const visible: Figure = {
  name: "visible",
  engine: "runs",
  async measure(airline) {
    const bookings = await bookAtEvenPace(airline, airline.effort.visibleSeconds * BOOKINGS_PER_SECOND);
    const delays = await until(
      () => delaysOf(airline, bookings),
      (rows) => rows.every((row) => row.all !== null),
      {
        timeoutMs: PATIENCE_MS,
        everyMs: 500,
        describe: (rows) => `${rows.filter((row) => row.all === null).length} bookings are not visible yet`,
      },
    );
    const column = (name: keyof Delays) => delays.map((row) => row[name] ?? 0);
    const each = (["miles", "inbox", "email", "history"] as const).flatMap((effect) =>
      rowsOf(`created → ${effect === "email" ? "e-mail sent" : effect}`, column(effect)),
    );
    const all = rowsOf("created → all of them visible", column("all"), [0.5, 0.3]);
    return { rates: [], rows: [...each, ...all] };
  },
};

/** Starts bookings at fixed times, however long earlier ones take. @returns their reservations. */
function bookAtEvenPace(airline: Airline, count: number): Promise<string[]> {
  const began = Date.now();
  const startOne = async (n: number) => {
    await new Promise((resolve) =>
      setTimeout(resolve, began + (n * 1000) / BOOKINGS_PER_SECOND - Date.now()),
    );
    return book(airline, airline.payer(), airline.flight());
  };
  return Promise.all(Array.from({ length: count }, (_, n) => startOne(n)));
}

/** Seconds from commit to commit; null while an effect is missing. */
type Delays = Record<"miles" | "inbox" | "email" | "history" | "all", number | null>;

async function delaysOf({ db }: Airline, reservationIds: string[]): Promise<Delays[]> {
  // The decision is written in the transaction that creates the reservation, and never again.
  const { rows } = await db.query<Omit<Delays, "all">>(
    `with created as (
       select d.reservation_id, o.id as event_id, pg_xact_commit_timestamp(d.xmin) as committed
       from reservation.payment_decisions d
       join shared.outbox o on o.correlation_id = d.reservation_id and o.name = 'reservation/reservation.created'
       where d.reservation_id = any($1)),
     sent as (
       select event_id, channel, pg_xact_commit_timestamp(xmin) as committed
       from notification.messages where status = 'SENT')
     select
       extract(epoch from (select max(pg_xact_commit_timestamp(l.xmin)) from mileage.ledger l
         where l.reservation_id = c.reservation_id) - c.committed)::float8 as miles,
       extract(epoch from (select committed from sent where event_id = c.event_id and channel = 'INBOX') - c.committed)::float8 as inbox,
       extract(epoch from (select committed from sent where event_id = c.event_id and channel = 'EMAIL') - c.committed)::float8 as email,
       extract(epoch from (select pg_xact_commit_timestamp(e.xmin) from history.entries e
         where e.event_id = c.event_id) - c.committed)::float8 as history
     from created c`,
    [reservationIds],
  );
  if (rows.length !== reservationIds.length) throw new Error("a booking was not created");
  return rows.map((row) => {
    const effects = [row.miles, row.inbox, row.email, row.history];
    const seen = effects.filter((effect) => effect !== null);
    return { ...row, all: seen.length === effects.length ? Math.max(...seen) : null };
  });
}

function rowsOf(figure: string, seconds: number[], targets: [number, number] | null = null): Row[] {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const note = `${sorted.length} bookings at ${BOOKINGS_PER_SECOND}/s, commit to commit`;
  const row = (name: string, value: number, most: number | undefined): Row => ({
    figure: `${figure}, ${name}`,
    value,
    unit: "s",
    ...(most !== undefined && { target: { atMost: most } }),
    note,
  });
  return [row("median", at(0.5), targets?.[0]), row("p95", at(0.95), targets?.[1])];
}

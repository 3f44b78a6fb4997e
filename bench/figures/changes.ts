import type { Airline } from "@/bench/support/airline";
import { openCheckout, signedNotice } from "@/bench/support/booking";
import { bookByVerbs } from "@/bench/support/booking-by-verbs";
import type { Arm, Rate } from "@/bench/support/rounds";
import { sideBySide } from "@/bench/support/rounds";
import { assertNothingOversold } from "@/bench/support/sold";
import { beginChangePayment } from "@/server/flows/begin-change-payment";
import { takeNotice } from "@/server/flows/take-notice";
import { changeFlights, quoteChangeOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import type { Figure } from "./figure";

/** More trips than a round changes; each goes up and down again. */
const TRIPS = 400;
const FLIGHTS = 20;
/** Every trip fits on one side. */
const UNITS = TRIPS;
const FARE = { cheap: 60_000, dear: 90_000 };

type Trip = { ctx: RequestContext; reservationId: string };

/**
 * Changes of flights through the verbs, each with its quote: to a cheaper flight, which gives money back at once, and to a
 * dearer one with its payment, from the page that opens to the notice of the provider. Compared with whole bookings through
 * the verbs.
 */
export const changes: Figure = {
  name: "changes",
  engine: "stopped",
  async measure(airline) {
    const sides = {
      cheap: await airline.flights(FLIGHTS, UNITS, FARE.cheap),
      dear: await airline.flights(FLIGHTS, UNITS, FARE.dear),
    };
    const trips = { cheap: [] as Trip[], dear: await bookTrips(airline, sides.dear) };
    const arms: Arm[] = [
      { name: "booking by the verbs", run: () => bookOne(airline) },
      move("change down by the verbs", trips.dear, trips.cheap, (t) => changeTo(airline, t, sides.cheap)),
      move("change up by the verbs, paid", trips.cheap, trips.dear, (t) => changeTo(airline, t, sides.dear)),
    ];
    const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
    await assertNothingOversold(airline);
    return { rates, rows: rowsOf(rates as [Rate, Rate, Rate]) };
  },
};

async function bookTrips(airline: Airline, flights: readonly number[]): Promise<Trip[]> {
  const trips: Trip[] = [];
  let left = TRIPS;
  const booker = async () => {
    while (left-- > 0) {
      const { ctx, reservationId } = await bookByVerbs(
        airline,
        airline.payer(),
        flights[left % FLIGHTS] ?? 0,
      );
      trips.push({ ctx, reservationId });
    }
  };
  await Promise.all(Array.from({ length: 8 }, booker));
  return trips;
}

async function bookOne(airline: Airline): Promise<boolean> {
  await bookByVerbs(airline, airline.payer(), airline.flight());
  return true;
}

/** Takes a trip of one side, and puts it to the other when it is changed. The round ends when there is none left. */
function move(name: string, from: Trip[], to: Trip[], change: (trip: Trip) => Promise<void>): Arm {
  const run = async () => {
    const trip = from.shift();
    if (!trip) return false;
    await change(trip);
    to.push(trip);
    return true;
  };
  return { name, run };
}

async function changeTo(airline: Airline, { ctx, reservationId }: Trip, flights: readonly number[]) {
  const [segment] = (await getBooking(ctx, reservationId)).segments;
  const flightId = flights[Math.floor(Math.random() * flights.length)] ?? 0;
  const { quoteId } = await quoteChangeOf(ctx, {
    reservationId,
    flights: [{ segmentId: segment?.id ?? "", flightId, brand: "STANDARD" }],
    overlapConfirmed: true,
  });
  const done = await changeFlights(ctx, { reservationId, quoteId });
  if (done.status === "DONE") return;
  await beginChangePayment(ctx, { reservationId, changeId: done.changeId });
  const { payload, signature } = signedNotice(await openCheckout(airline, reservationId));
  await takeNotice(payload, signature);
}

function rowsOf([booking, down, up]: [Rate, Rate, Rate]) {
  const row = (figure: string, rate: Rate) => ({
    figure,
    value: rate.perSecond,
    unit: "/s",
    ratio: rate.perSecond / booking.perSecond,
    target: { atLeast: 0.5 },
    note: `÷ bookings by the verbs (${booking.perSecond.toFixed(0)} /s); event engine stopped`,
  });
  return [
    row("changes to a cheaper flight, by the verbs", down),
    row("changes to a dearer flight, paid", up),
  ];
}

import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import { addCancellation, type Cancelled, cancellationOfOrder, recordCancellation } from "./cancellation";
import type { DatedFlight } from "./dated-flights";
import type { Journal, PastActor, PastEvent } from "./journal";
import type { Rows } from "./rows";
import { recordHold, recordMissed, recordSale, recordUnpaid } from "./sale-events";
import {
  addOrder,
  addParts,
  addReservation,
  addSeats,
  type Coupon,
  type CouponEnd,
  type Order,
  orderOf,
} from "./sale-rows";
import type { Leg, Trip } from "./trip";

/** A unit that somebody has. */
export type SoldUnit = { flight_id: number; cabin: string; unit: number; reservation_id: string };

/** Writes what happened to trips: their rows, events and audit rows. */
export class Lives {
  readonly sold: SoldUnit[] = [];
  readonly orders: Order[] = [];
  /** Events after which miles are posted, in any order. */
  readonly earning: { kind: "ACCRUAL" | "REVERSAL"; told: PastEvent }[] = [];

  constructor(
    private readonly rows: Rows,
    private readonly journal: Journal,
    private readonly of: {
      policies: SalePolicies;
      /** The next ticket serial. */
      serial: number;
      staff: PastActor;
      /** The event of each cancelled flight, which caused the cancellations of its reservations. */
      stopped: ReadonlyMap<DatedFlight, PastEvent>;
    },
  ) {}

  get nextSerial(): number {
    return this.of.serial;
  }

  live(trip: Trip): void {
    recordHold(this.journal, trip);
    if (trip.fate.kind === "UNPAID") this.#endUnpaid(trip);
    else this.#sell(trip);
  }

  #sell(trip: Trip): void {
    const order = orderOf(trip, this.of.serial);
    this.of.serial += trip.travellers.length;
    this.orders.push(order);
    const { fate } = trip;
    const cancelled =
      fate.kind === "CANCELLED" || fate.kind === "AIRLINE"
        ? cancellationOfOrder(order, fate, this.of.policies)
        : null;
    const standing = cancelled
      ? {
          ...{
            status: "CANCELLED" as const,
            version: 2,
            endedAt: cancelled.fate.at,
            refunded: cancelled.refund,
          },
          cancelCause: cancelled.fate.kind === "AIRLINE" ? ("AIRLINE" as const) : ("CUSTOMER" as const),
        }
      : { status: "CREATED" as const, version: 1, endedAt: null };
    const keeps = (leg: Leg) => !cancelled || cancelled.isKept(leg);
    addReservation(this.rows, trip, standing, order.paymentId);
    addParts(this.rows, trip, order.tickets, (leg) => cancelled?.isKept(leg) ?? false);
    addSeats(this.rows, trip, keeps);
    addOrder(this.rows, order, (coupon) => endOf(trip, coupon, cancelled));
    this.#sellUnits(trip, keeps);
    this.earning.push({ kind: "ACCRUAL", told: recordSale(this.journal, order) });
    if (cancelled) this.#cancel(order, cancelled);
    const leg = fate.kind === "NO_SHOW" ? trip.legs[fate.leg] : undefined;
    if (fate.kind === "NO_SHOW" && leg)
      recordMissed(this.journal, order, { at: fate.at, leg }, this.of.staff);
  }

  #cancel(order: Order, cancelled: Cancelled): void {
    addCancellation(this.rows, order, cancelled);
    const { fate } = cancelled;
    const cause = fate.kind === "AIRLINE" ? this.of.stopped.get(fate.flight)?.id : undefined;
    this.earning.push({ kind: "REVERSAL", told: recordCancellation(this.journal, order, cancelled, cause) });
  }

  #endUnpaid(trip: Trip): void {
    const endedAt = recordUnpaid(this.journal, trip);
    addReservation(this.rows, trip, { status: "EXPIRED", version: 1, endedAt }, null);
    addParts(this.rows, trip, [], () => false);
  }

  #sellUnits({ id, legs }: Trip, keeps: (leg: Leg) => boolean): void {
    for (const { flight, cabin, units } of legs.filter(keeps))
      for (const unit of units) this.sold.push({ flight_id: flight.id, cabin, unit, reservation_id: id });
  }
}

function endOf({ legs, fate }: Trip, { leg }: Coupon, cancelled: Cancelled | null): CouponEnd {
  if (cancelled?.isKept(leg)) return { state: "FLOWN", endedBy: null };
  if (cancelled) return { state: "REFUNDED", endedBy: cancelled.changeId };
  const isMissed = fate.kind === "NO_SHOW" && legs[fate.leg] === leg;
  return { state: isMissed ? "NO_SHOW" : "OPEN", endedBy: null };
}

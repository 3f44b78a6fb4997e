import { expiresAt, milesOf } from "@/server/mileage/domain/accrual";
import { mileageDecreased, mileageIncreased } from "@/server/mileage/events";
import { Chance, iso, SECOND } from "./chance";
import { type Journal, type PastEvent, uncheckedEvent } from "./journal";
import type { Rows } from "./rows";

type EarningLeg = {
  id: string;
  distanceMiles: number;
  mileageRatePercent: number;
  arrivesAt: string;
  designator: string;
  origin: string;
  destination: string;
};

/** The fields of a reservation's event that miles follow from. */
type Earning = {
  reservationId: string;
  locator: string;
  customerId: string;
  cause?: string;
  segments: EarningLeg[];
  passengers: { id: string; type: string; name: string | null }[];
  givenUp?: { segmentId: string; passengerId: string }[];
};

/** Posts miles in the order of their events, so that each event tells the balance after it. */
export class Miles {
  readonly #balances = new Map<string, { miles: number; at: number }>();

  constructor(
    private readonly rows: Rows,
    private readonly journal: Journal,
  ) {}

  post(kind: "ACCRUAL" | "REVERSAL", told: PastEvent): void {
    const reservation = told.data as unknown as Earning;
    const chance = new Chance(`miles ${told.id}`);
    const at = told.at + chance.between(200, 900);
    const entries = milesOf(kind, reservation).map((each) => ({ ...each, id: chance.id(at) }));
    const deltaMiles = entries.reduce((sum, { miles }) => sum + miles, 0);
    if (deltaMiles === 0) return;
    const { customerId: memberId, reservationId, locator } = reservation;
    const before = this.#balances.get(memberId)?.miles ?? 0;
    const balanceMiles = before + (kind === "ACCRUAL" ? deltaMiles : -deltaMiles);
    this.#balances.set(memberId, { miles: balanceMiles, at });
    for (const { segment, passenger, miles, id } of entries)
      this.rows.add("mileage.ledger", {
        ...{ id, member_id: memberId, kind, miles: kind === "ACCRUAL" ? miles : -miles },
        ...{ reservation_id: reservationId, locator, segment_id: segment.id, passenger_id: passenger.id },
        ...{ passenger_name: passenger.name, cancel_cause: reservation.cause ?? null },
        ...{ designator: segment.designator, origin: segment.origin, destination: segment.destination },
        ...{ usable_from: segment.arrivesAt, expires_at: expiresAt(segment.arrivesAt), event_id: told.id },
        created_at: iso(at),
      });
    const facts = { memberId, reservationId, locator, deltaMiles, balanceMiles };
    const made = uncheckedEvent(kind === "ACCRUAL" ? mileageIncreased : mileageDecreased, {
      ...facts,
      ledgerEntryIds: entries.map(({ id }) => id),
    });
    this.journal.record({
      ...{ id: chance.id(at), at, name: made.name, version: made.version, correlationId: reservationId },
      ...{ data: made.data as Record<string, unknown>, causationId: told.id },
    });
  }

  addAccounts(): void {
    for (const [member_id, { miles, at }] of this.#balances)
      this.rows.add("mileage.accounts", { member_id, balance_miles: miles, updated_at: iso(at + SECOND) });
  }
}

import { and, eq, sql } from "drizzle-orm";
import { flights } from "@/db/schema/schedule";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { flightCancelled } from "./events";
import { type CancelFlightInput, cancelFlightInput } from "./schemas";

/**
 * Cancels a flight for good, as the staff have seen it: a flight that somebody has changed since stays as it is. The
 * event makes the reservation context cancel and refund its reservations. Only for staff.
 *
 * @returns the new version of the flight.
 * @throws AppError NOT_FOUND · FLIGHT_NOT_ON_SALE when it was cancelled before · FLIGHT_DEPARTED · CONFLICT when
 *   it has another version.
 */
export async function cancelFlight(
  ctx: RequestContext,
  input: CancelFlightInput,
): Promise<{ version: number }> {
  requirePermission(ctx.actor, "schedule.change");
  const { flightId, version: seen, reason } = parse(cancelFlightInput, input);
  return transaction(ctx, async (tx) => {
    const [flight] = await tx.tx
      .update(flights)
      .set({ status: "CANCELLED", cancelReason: reason, version: sql`${flights.version} + 1` })
      .where(
        and(
          eq(flights.id, flightId),
          eq(flights.version, seen),
          eq(flights.status, "ON_SALE"),
          sql`${flights.departsAt} > clock_timestamp()`,
        ),
      )
      .returning();
    if (!flight) throw await refusal(tx, flightId);
    const { version, designator, departureDate } = flight;
    await audit(tx, {
      action: "cancel-flight",
      entity: "flight",
      entityId: String(flightId),
      before: { status: "ON_SALE", version: version - 1 },
      after: { status: "CANCELLED", version, reason },
    });
    await recordEvents(tx, [
      event(flightCancelled, { flightId, version, designator, departureDate, reason }),
    ]);
    return { version };
  });
}

async function refusal({ tx }: TxContext, flightId: number): Promise<AppError> {
  const [flight] = await tx
    .select({ status: flights.status, departed: sql<boolean>`${flights.departsAt} <= clock_timestamp()` })
    .from(flights)
    .where(eq(flights.id, flightId));
  if (!flight) return new AppError("NOT_FOUND");
  if (flight.status === "CANCELLED") return new AppError("FLIGHT_NOT_ON_SALE");
  return new AppError(flight.departed ? "FLIGHT_DEPARTED" : "CONFLICT");
}

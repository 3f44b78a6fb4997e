import { eq } from "drizzle-orm";
import { flights } from "@/db/schema/schedule";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { announceTimes } from "./record-announced-times";
import { type ReportFlightOperationInput, reportFlightOperationInput } from "./schemas";

/** How far the expected times may be from the published ones: beyond that another flight is meant. */
const EARLIEST_MS = 2 * 3_600_000;
const LATEST_MS = 48 * 3_600_000;

type Flight = typeof flights.$inferSelect;

/**
 * Records what is known about a flight on its day: expected times, terminals and gates. All of it is replaced. The
 * published times stay as they were sold. Passengers are told of times that are far from those that they know
 * (`announceTimes`). Only for staff.
 *
 * @throws AppError NOT_FOUND · FLIGHT_NOT_ON_SALE when it is cancelled · INVALID_INPUT for times that cannot be.
 */
export async function reportFlightOperation(
  ctx: RequestContext,
  input: ReportFlightOperationInput,
): Promise<void> {
  requirePermission(ctx.actor, "schedule.change");
  const { flightId, departsAt, arrivesAt, ...signs } = parse(reportFlightOperationInput, input);
  await transaction(ctx, async (tx) => {
    const [flight] = await tx.tx.select().from(flights).where(eq(flights.id, flightId)).for("update");
    if (!flight) throw new AppError("NOT_FOUND");
    if (flight.status === "CANCELLED") throw new AppError("FLIGHT_NOT_ON_SALE");
    const after = {
      expectedDepartsAt: departsAt === null ? null : new Date(departsAt),
      expectedArrivesAt: arrivesAt === null ? null : new Date(arrivesAt),
      ...signs,
    };
    requirePossible(flight, after);
    await tx.tx.update(flights).set(after).where(eq(flights.id, flightId));
    await audit(tx, {
      action: "report-flight-operation",
      entity: "flight",
      entityId: String(flightId),
      before: operationOf(flight),
      after: operationOf({ ...flight, ...after }),
    });
    await announceTimes(tx, { ...flight, ...after });
  });
}

type Expected = Pick<Flight, "expectedDepartsAt" | "expectedArrivesAt">;

function requirePossible(flight: Flight, { expectedDepartsAt, expectedArrivesAt }: Expected): void {
  const isNear = (expected: Date | null, published: Date) =>
    expected === null ||
    (expected.getTime() >= published.getTime() - EARLIEST_MS &&
      expected.getTime() <= published.getTime() + LATEST_MS);
  const fieldErrors = {
    ...(!isNear(expectedDepartsAt, flight.departsAt) && { departsAt: "invalid" }),
    ...(!isNear(expectedArrivesAt, flight.arrivesAt) && { arrivesAt: "invalid" }),
    ...((expectedArrivesAt ?? flight.arrivesAt) <= (expectedDepartsAt ?? flight.departsAt) && {
      arrivesAt: "invalid",
    }),
  };
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

const operationOf = (flight: Flight) => ({
  expectedDepartsAt: flight.expectedDepartsAt?.toISOString() ?? null,
  expectedArrivesAt: flight.expectedArrivesAt?.toISOString() ?? null,
  departureTerminal: flight.departureTerminal,
  departureGate: flight.departureGate,
  arrivalTerminal: flight.arrivalTerminal,
  arrivalGate: flight.arrivalGate,
});

import { closeSale, sellFlights } from "@/server/reservation";
import {
  cancelFlight,
  type RegisteredSchedule,
  registerFlight,
  registerSeasonSchedule,
} from "@/server/schedule";
import { publishedFacts } from "@/server/schedule/queries";
import type {
  CancelFlightInput,
  RegisterFlightInput,
  RegisterSeasonScheduleInput,
} from "@/server/schedule/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { log } from "@/server/shared/log";

/**
 * Where schedule and reservation meet. They share events only; but sale opens and closes at once, not
 * when the event engine comes to it. The events `flights.published` and `flight.cancelled` do the same
 * again: that is the safety net behind a fault or a crash in between.
 */

/** Registers a flight and puts it on sale. @throws AppError as `registerFlight` does. */
export async function putFlightOnSale(
  ctx: RequestContext,
  input: RegisterFlightInput,
): Promise<{ flightId: number }> {
  const { flightId } = await registerFlight(ctx, input);
  await sell(ctx, { flightId });
  return { flightId };
}

/** Registers a season schedule and puts its flights on sale. @throws AppError as `registerSeasonSchedule` does. */
export async function putScheduleOnSale(
  ctx: RequestContext,
  input: RegisterSeasonScheduleInput,
): Promise<RegisteredSchedule> {
  const registered = await registerSeasonSchedule(ctx, input);
  await sell(ctx, { scheduleId: registered.scheduleId });
  return registered;
}

/** Cancels a flight and ends its sale; its reservations follow by event. @throws AppError as `cancelFlight` does. */
export async function takeFlightOffSale(ctx: RequestContext, input: CancelFlightInput): Promise<void> {
  await cancelFlight(ctx, input);
  await orLater("close the sale", () =>
    closeSale(systemContext("schedule-flow"), { flightId: input.flightId }),
  );
}

const sell = (ctx: RequestContext, of: Parameters<typeof publishedFacts>[1]): Promise<void> =>
  orLater("open the sale", async () => {
    for (const facts of await publishedFacts(ctx, of)) {
      await sellFlights(systemContext("schedule-flow"), facts);
    }
  });

/** What was registered stays registered: a fault here only means that the event does it. */
async function orLater(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error }, `could not ${what} at once: the event will`);
  }
}

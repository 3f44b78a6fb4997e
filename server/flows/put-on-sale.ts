import { sellFlights } from "@/server/reservation";
import { type RegisteredSchedule, registerFlight, registerSeasonSchedule } from "@/server/schedule";
import { publishedFacts } from "@/server/schedule/queries";
import type { RegisterFlightInput, RegisterSeasonScheduleInput } from "@/server/schedule/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { tryNow } from "./try-now";

/**
 * Registers a flight and puts it on sale at once.
 *
 * @throws AppError as `registerFlight` does.
 */
export async function putFlightOnSale(
  ctx: RequestContext,
  input: RegisterFlightInput,
): Promise<{ flightId: number }> {
  const { flightId } = await registerFlight(ctx, input);
  await openSale(ctx, { flightId });
  return { flightId };
}

/**
 * Registers a season schedule and puts its flights on sale at once.
 *
 * @throws AppError as `registerSeasonSchedule` does.
 */
export async function putScheduleOnSale(
  ctx: RequestContext,
  input: RegisterSeasonScheduleInput,
): Promise<RegisteredSchedule> {
  const registered = await registerSeasonSchedule(ctx, input);
  await openSale(ctx, { scheduleId: registered.scheduleId });
  return registered;
}

/** The event `flights.published` does the same again. */
const openSale = (ctx: RequestContext, of: Parameters<typeof publishedFacts>[1]): Promise<void> =>
  tryNow("open the sale", async () => {
    for (const facts of await publishedFacts(ctx, of)) {
      await sellFlights(systemContext("put-on-sale"), facts);
    }
  });

import type { Airline } from "@/bench/support/airline";
import type { CpuTimes } from "@/bench/support/processes";
import { recordStepAttempts } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import { type Delivery, expectReceipts } from "@/server/shared/deliveries";
import { uuidv7 } from "@/server/shared/ids";
import type { Figure } from "./figure";

/** Functions that react to the events of one booking: miles, and three times a message. */
const DELIVERIES_PER_BOOKING = 4;
/** As many bookings as share a pass of the relay under load. */
const BOOKINGS_AT_ONCE = 10;
const ROUNDS = 60;

const ctx = systemContext("bench");

const attemptOf = ({ eventId, consumer }: Delivery) => ({
  runId: uuidv7(),
  functionId: consumer,
  step: "bench",
  attempt: 0,
  eventId,
  eventName: "bench",
  correlationId: uuidv7(),
  outcome: "SUCCEEDED" as const,
  error: null,
  startedAt: new Date(),
  endedAt: new Date(),
});

/** The cost of receipts: the step journal with receipts, compared with the journal alone. */
export const receipts: Figure = {
  name: "receipts",
  engine: "stopped",
  async measure(airline) {
    const journal = () =>
      measured(airline, async (deliveries) => {
        await recordStepAttempts(ctx, { attempts: deliveries.map(attemptOf), receipts: [] });
      });
    const withReceipts = () =>
      measured(airline, async (deliveries) => {
        await expectReceipts(deliveries);
        await recordStepAttempts(ctx, { attempts: deliveries.map(attemptOf), receipts: deliveries });
      });
    await journal();
    await withReceipts();
    const [plain, full] = [await journal(), await withReceipts()];
    const row = (part: "database" | "clients", figure: string) => ({
      figure: `receipts of a booking: ${figure}`,
      value: (full[part] ?? 0) - (plain[part] ?? 0),
      unit: "ms",
      note: `CPU; the journal alone takes ${(plain[part] ?? 0).toFixed(2)} ms`,
    });
    return { rates: [], rows: [row("database", "database"), row("clients", "site")] };
  },
};

/** @returns CPU milliseconds per booking, by process; the verbs run in this one. */
async function measured(
  airline: Airline,
  work: (deliveries: Delivery[]) => Promise<void>,
): Promise<CpuTimes> {
  const before = airline.cpu();
  for (let round = 0; round < ROUNDS; round++)
    await work(
      Array.from({ length: BOOKINGS_AT_ONCE * DELIVERIES_PER_BOOKING }, () => ({
        eventId: uuidv7(),
        consumer: "bench",
      })),
    );
  const after = airline.cpu();
  const perBooking = 1_000 / (ROUNDS * BOOKINGS_AT_ONCE);
  return Object.fromEntries(
    Object.entries(after).map(([part, used]) => [part, (used - (before[part] ?? 0)) * perBooking]),
  );
}

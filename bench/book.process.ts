import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as Migrations from "@/db/migrate";
import type * as Reservation from "@/server/reservation";
import type * as Fixtures from "@/server/reservation/testing/fixtures";
import type * as Environment from "@/tools/test/environment";

/**
 * A process that books by the verbs of the version in a folder: each message of the parent is one booking, the first one
 * asks whether all is ready. Everything comes from that folder; the types here are those of this version.
 */
const [folder = "."] = process.argv.slice(2);
const load = (file: string) => import(pathToFileURL(path.join(folder, file)).href);

const FLIGHTS = 100;
const UNITS_PER_FLIGHT = 300;

const { TEST_ENVIRONMENT } = (await load("tools/test/environment.ts")) as typeof Environment;
for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) process.env[name] ??= value;
const { migrate } = (await load("db/migrate.ts")) as typeof Migrations;
const verbs = (await load("server/reservation/index.ts")) as typeof Reservation;
const { customer, flightOnSale, hold, named, policies, system } = (await load(
  "server/reservation/testing/fixtures.ts",
)) as typeof Fixtures;

const ready = prepare();
let next = 0;

process.on("message", ({ id }: { id: number }) => {
  const answer = (error: unknown) =>
    process.send?.({ id, error: error === null ? null : String((error as Error)?.stack ?? error) });
  (id === 0 ? ready : ready.then(book)).then(() => answer(null), answer);
});
process.on("disconnect", () => process.exit(0));

async function prepare(): Promise<number[]> {
  await migrate(process.env.DATABASE_URL ?? "");
  await policies();
  const flights: number[] = [];
  while (flights.length < FLIGHTS) flights.push(await flightOnSale({ units: UNITS_PER_FLIGHT }));
  return flights;
}

/** Hold with its passenger, what is to be paid, and the decision about the captured payment. */
async function book(flights: readonly number[]): Promise<void> {
  const ctx = customer();
  const { reservationId } = await hold(ctx, flights[next++ % flights.length] ?? 0, named);
  const { amount } = await verbs.payableReservation(ctx, { reservationId });
  const paymentId = crypto.randomUUID();
  const { decision } = await verbs.acceptPayment(system, { reservationId, paymentId, amount });
  if (decision !== "ACCEPTED") throw new Error(`the payment was ${decision}`);
}

import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { cancelReservation, forgetQuotes, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { adult, policies, system } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { customerOf } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const couple = [adult(), adult("LEE", "JUNHO")];

async function quoted() {
  const trip = await paidTrip(undefined, couple);
  const { reservationId } = trip;
  const booking = await getBooking(trip.ctx, reservationId);
  const passengers = [booking.passengers[1]?.id ?? ""];
  const { quoteId } = await quoteRefundOf(trip.ctx, { reservationId, passengers });
  return { ...trip, quoteId, accept: () => cancelReservation(trip.ctx, { reservationId, quoteId }) };
}

const expiredAgo = (quoteId: string, ago: string) =>
  database()
    .update(changes)
    .set({ expiresAt: sql`now() - ${ago}::interval` })
    .where(eq(changes.id, quoteId));
const stays = async ({ quoteId }: { quoteId: string }) =>
  (await database().select().from(changes).where(eq(changes.id, quoteId))).length === 1;

test("only quotes that expired more than a day ago are forgotten, and never one that was accepted", async () => {
  const [fresh, expired, old, accepted] = [await quoted(), await quoted(), await quoted(), await quoted()];
  await accepted.accept();
  await expiredAgo(expired.quoteId, "23 hours");
  for (const { quoteId } of [old, accepted]) await expiredAgo(quoteId, "25 hours");
  expect(await forgetQuotes(system)).toBe(1);
  expect(await Promise.all([fresh, expired, old, accepted].map(stays))).toEqual([true, true, false, true]);
  expect(await forgetQuotes(system)).toBe(0);
  // The customer of a forgotten quote is told what the customer of an expired one is told.
  expect(await codeOf(old.accept())).toBe("QUOTE_EXPIRED");
  expect(await codeOf(expired.accept())).toBe("QUOTE_EXPIRED");
  expect(await codeOf(fresh.accept())).toBe("OK");
});

test("a quote that another transaction is accepting is passed over", async () => {
  const { quoteId } = await quoted();
  await expiredAgo(quoteId, "2 days");
  await database().transaction(async (tx) => {
    await tx.select().from(changes).where(eq(changes.id, quoteId)).for("update");
    expect(await forgetQuotes(system)).toBe(0);
  });
  expect(await forgetQuotes(system)).toBe(1);
});

test("is refused to everybody but the system", async () => {
  expect(() => forgetQuotes(customerOf())).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
});

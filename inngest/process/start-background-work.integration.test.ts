import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { getBooking } from "@/server/reservation/queries";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { startBackgroundWork } from "./start-background-work";

const { keepRegistered, startAfterCommit, afterCommit } = vi.hoisted(() => ({
  keepRegistered: vi.fn(),
  startAfterCommit: vi.fn(),
  afterCommit: vi.fn(),
}));
vi.mock("@/inngest/registration/keep-registered", () => ({ keepRegistered }));
vi.mock("@/inngest/relay/after-commit", () => ({ afterCommit, startAfterCommit }));

beforeAll(policies);
afterAll(closeDatabase);

test("a long-running process ends holds at their deadline without the event engine", async () => {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  startBackgroundWork();
  expect(keepRegistered).toHaveBeenCalledOnce();
  expect(startAfterCommit).toHaveBeenCalledOnce();
  const status = async () => (await getBooking(ctx, reservationId)).status;
  expect(await status()).toBe("HELD");
  await database().execute(sql`update reservation.reservations
    set payment_deadline = now() - interval '1 second' where id = ${reservationId}`);
  await expect.poll(status, { timeout: 15_000 }).toBe("EXPIRED");
  await expect.poll(() => afterCommit.mock.calls.length).toBe(1);
}, 30_000);

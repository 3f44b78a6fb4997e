import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { refundPayment } from ".";
import { paymentsOfReservation, refundsOfReservation, undecidedCheckouts } from "./queries";
import { paymentView, refundView } from "./schemas";
import { checkout, type Provider, paid, startProvider, system } from "./testing/fixtures";

let gateway: Provider;
let refunded: Awaited<ReturnType<typeof paid>>;

beforeAll(async () => {
  gateway = await startProvider();
  refunded = await paid(gateway);
  await refundPayment(system, { paymentId: refunded.paymentId, amount: 10_000, reason: "CANCELLED" });
});
afterAll(async () => {
  await gateway.close();
  await closeDatabase();
});

describe.each([
  ["payments", paymentsOfReservation, paymentView],
  ["refunds", refundsOfReservation, refundView],
] as const)("the %s of a reservation", (_, read, view) => {
  test("are read by its customer, by staff and by the system, in the shape of the schema", async () => {
    for (const ctx of [refunded.ctx, staff(), system]) {
      const rows = await read(ctx, refunded.input.reservationId);
      expect(rows).toHaveLength(1);
      expect(rows).toEqual(rows.map((row) => view.parse(row)));
    }
  });

  test("do not exist for another customer, and nobody reads them without signing in", async () => {
    expect(await codeOf(read(customerOf(), refunded.input.reservationId))).toBe("NOT_FOUND");
    expect(await codeOf(read(anonymous, refunded.input.reservationId))).toBe("UNAUTHENTICATED");
  });
});

test("undecided checkouts are read by the system only", async () => {
  const { ctx, input } = await checkout();
  const ids = [input.reservationId];
  expect(await undecidedCheckouts(system, ids)).toEqual(ids);
  for (const other of [ctx, staff(), anonymous])
    expect(await codeOf(undecidedCheckouts(other, ids))).toBe("FORBIDDEN");
});

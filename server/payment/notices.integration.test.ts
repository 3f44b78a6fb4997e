import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { type PaymentStatus, payments } from "@/db/schema/payment";
import { outbox } from "@/db/schema/shared";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { CheckoutState } from "./payment-gateway";
import { recordCheckout } from "./record-checkout";
import { recordNotice } from "./record-notice";

afterAll(closeDatabase);

const system = systemContext("test");
const AMOUNT = 98_000;

async function payment(status: PaymentStatus = "PENDING") {
  const [id, reservationId] = [uuidv7(), uuidv7()];
  const facts = { customerId: uuidv7(), locator: "BCDFGH", locale: "ko" as const, attempt: 1 };
  await database()
    .insert(payments)
    .values({ ...facts, id, reservationId, status, amount: AMOUNT, dueAt: new Date() });
  const says = (state: CheckoutState["state"], amount = AMOUNT): CheckoutState => ({
    sessionId: `cs_${id}`,
    paymentId: id,
    state,
    paymentIntentId: `pi_${id}`,
    amount,
    failure: null,
  });
  const declined = (attemptId = "ch_1") => ({
    id: `evt_${uuidv7()}`,
    type: "payment_intent.payment_failed",
    kind: "DECLINED" as const,
    paymentId: id,
    failure: { attemptId, reason: "insufficient_funds" },
  });
  const row = async () => (await database().select().from(payments).where(eq(payments.id, id)))[0];
  const events = async () =>
    (await database().select().from(outbox).where(eq(outbox.correlationId, reservationId))).map((e) => [
      e.name.replace("payment/", ""),
      e.data.amount,
    ]);
  return { id, says, declined, row, events };
}

describe("the provider's answer about a checkout", () => {
  test("closed after captured changes nothing: the payment stays captured", async () => {
    const p = await payment();
    await recordCheckout(system, p.says("CAPTURED"));
    expect(await recordCheckout(system, p.says("CLOSED"))).toMatchObject({ status: "CAPTURED" });
    expect((await p.row())?.status).toBe("CAPTURED");
    expect(await p.events()).toEqual([["payment.captured", AMOUNT]]);
  });

  test("captured after closed is a capture: the provider has the money", async () => {
    const p = await payment("CLOSED");
    expect(await recordCheckout(system, p.says("CAPTURED"))).toMatchObject({ status: "CAPTURED" });
    expect(await p.events()).toEqual([["payment.captured", AMOUNT]]);
  });

  test("about another sum is recorded with that sum, so that all of it is decided on and refunded", async () => {
    const p = await payment();
    expect(await recordCheckout(system, p.says("CAPTURED", AMOUNT - 1))).toMatchObject({
      amount: AMOUNT - 1,
    });
    expect(await p.row()).toMatchObject({ status: "CAPTURED", amount: AMOUNT - 1 });
    expect(await p.events()).toEqual([["payment.captured", AMOUNT - 1]]);
  });

  test("about a payment that is not ours is ignored", async () => {
    const p = await payment();
    expect(await recordCheckout(system, { ...p.says("CAPTURED"), paymentId: uuidv7() })).toBeNull();
    expect(await recordCheckout(system, { ...p.says("CAPTURED"), paymentId: null })).toBeNull();
    expect((await p.row())?.status).toBe("PENDING");
  });
});

describe("a declined card", () => {
  test("is not recorded when the payment has been captured", async () => {
    const p = await payment("CAPTURED");
    await recordNotice(system, p.declined());
    expect(await p.row()).toMatchObject({ status: "CAPTURED", lastFailure: null });
    expect(await p.events()).toEqual([]);
  });

  test("is recorded for each new try, and once per try", async () => {
    const p = await payment();
    for (const attempt of ["ch_1", "ch_2", "ch_1", "ch_2"]) await recordNotice(system, p.declined(attempt));
    expect(await p.events()).toHaveLength(2);
  });
});

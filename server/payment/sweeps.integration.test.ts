import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { type PaymentStatus, payments, refunds } from "@/db/schema/payment";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import {
  closeCheckout,
  receiveNotice,
  reconcilePayments,
  refundPayment,
  retryPendingRefunds,
  settleCheckout,
  startCheckout,
} from ".";
import type { NewCheckout } from "./payment-gateway";

/** A provider whose answers the test chooses, and which remembers the calls. */
const { provider } = vi.hoisted(() => ({
  provider: {
    createCheckout: vi.fn(),
    retrieveCheckout: vi.fn(),
    closeCheckout: vi.fn(),
    refund: vi.fn(),
    verifyNotice: vi.fn(),
  },
}));
vi.mock("./stripe-gateway", () => ({ stripeGateway: provider }));

const system = systemContext("test");

beforeEach(async () => {
  await database().execute(sql`truncate payment.payments, payment.refunds`);
  vi.resetAllMocks();
  provider.refund.mockImplementation(async ({ refundId }: { refundId: string }) => ({
    providerRefundId: `re_${refundId}`,
    state: "SUCCEEDED",
    failure: null,
  }));
  provider.retrieveCheckout.mockResolvedValue({ paymentId: null, state: "OPEN" });
  provider.verifyNotice.mockResolvedValue({ id: uuidv7(), type: "x", kind: "OTHER" });
  provider.createCheckout.mockImplementation(async ({ paymentId }: NewCheckout) => ({
    sessionId: `cs_${paymentId}`,
    url: `https://pay.example/${paymentId}`,
  }));
});
afterAll(closeDatabase);

async function payment(
  status: PaymentStatus,
  { ageSeconds = 3_600, reservationId = uuidv7(), attempt = 1 } = {},
) {
  const id = uuidv7();
  const facts = { customerId: uuidv7(), locator: "BCDFGH", locale: "ko" as const, amount: 98_000 };
  await database()
    .insert(payments)
    .values({
      ...facts,
      id,
      reservationId,
      attempt,
      status,
      checkoutSessionId: `cs_${id}`,
      paymentIntentId: `pi_${id}`,
      dueAt: new Date(),
      createdAt: sql`clock_timestamp() - make_interval(secs => ${ageSeconds})` as never,
    });
  return { paymentId: id, reservationId, sessionId: `cs_${id}` };
}

async function refund(status: "PENDING" | "COMPLETED", ageSeconds = 3_600) {
  const p = await payment("CAPTURED");
  const id = uuidv7();
  await database()
    .insert(refunds)
    .values({
      id,
      paymentId: p.paymentId,
      reservationId: p.reservationId,
      amount: 98_000,
      reason: "CANCELLED",
      status,
      createdAt: sql`clock_timestamp() - make_interval(secs => ${ageSeconds})` as never,
    });
  return { ...p, id };
}

const asked = () => provider.retrieveCheckout.mock.calls.map(([sessionId]) => sessionId);
const refunded = () => provider.refund.mock.calls.map(([order]) => order.refundId);

describe("the reconcile sweep", () => {
  test("asks about payments that have been open for a while, and no others", async () => {
    const open = await payment("PENDING");
    await payment("PENDING", { ageSeconds: 10 });
    await payment("CAPTURED");
    await payment("CLOSED");
    await reconcilePayments(system);
    expect(asked()).toEqual([open.sessionId]);
  });

  test("continues after a payment that the provider does not answer for, and reaches all in turn", async () => {
    const sessions = [await payment("PENDING"), await payment("PENDING")].map((p) => p.sessionId);
    provider.retrieveCheckout.mockRejectedValueOnce(new AppError("PAYMENT_UNAVAILABLE"));
    await reconcilePayments(system, 1);
    await reconcilePayments(system, 1);
    expect(asked().sort()).toEqual(sessions.sort());
  });
});

describe("the refund sweep", () => {
  test("tries refunds again that have been pending for a while, and no others", async () => {
    const pending = await refund("PENDING");
    await refund("PENDING", 10);
    await refund("COMPLETED");
    expect(await retryPendingRefunds(system)).toBe(1);
    expect(refunded()).toEqual([pending.id]);
  });

  test("continues after a refund that fails again", async () => {
    const [first, second] = [await refund("PENDING", 7_200), await refund("PENDING")];
    provider.refund.mockRejectedValueOnce(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await retryPendingRefunds(system)).toBe(1);
    expect(refunded()).toEqual([first.id, second.id]);
  });
});

describe("a refund", () => {
  const rows = () => database().$count(refunds);

  test("of zero won is no refund", async () => {
    const { paymentId } = await payment("CAPTURED");
    await refundPayment(system, { paymentId, amount: 0, reason: "CANCELLED" });
    expect([await rows(), refunded()]).toEqual([0, []]);
  });

  test("needs a captured payment", async () => {
    for (const status of ["PENDING", "CLOSED"] as const) {
      const { paymentId } = await payment(status);
      const order = { paymentId, amount: 1, reason: "CANCELLED" as const };
      expect(await codeOf(refundPayment(system, order))).toBe("NOT_FOUND");
    }
    expect([await rows(), refunded()]).toEqual([0, []]);
  });

  test("that is completed is not sent again", async () => {
    const { paymentId } = await refund("COMPLETED");
    await refundPayment(system, { paymentId, amount: 98_000, reason: "CANCELLED" });
    expect(refunded()).toEqual([]);
  });
});

test("a late failure does not change a refund that is completed by then", async () => {
  const { id, paymentId } = await refund("PENDING");
  const order = { paymentId, amount: 98_000, reason: "CANCELLED" as const };
  provider.refund.mockImplementationOnce(async () => {
    await refundPayment(system, order);
    throw new AppError("PAYMENT_UNAVAILABLE");
  });
  expect(await codeOf(refundPayment(system, order))).toBe("PAYMENT_UNAVAILABLE");
  const [row] = await database().select().from(refunds).where(eq(refunds.id, id));
  expect(row).toMatchObject({ status: "COMPLETED", attempts: 1, lastError: null });
});

describe("a payment page", () => {
  const order = (customerId: string, reservationId: string) => ({
    reservationId,
    customerId,
    locator: "BCDFGH",
    locale: "ko" as const,
    amount: 98_000,
    email: "a@example.com",
    description: "MSA Air",
    resultPath: "/book/result?",
    backPath: "/book/review",
    dueAt: new Date(Date.now() + 60_000).toISOString(),
  });
  const customer = (id = uuidv7()): RequestContext & { actor: { id: string } } => ({
    actor: { kind: "CUSTOMER", id, email: "", address: "" },
  });

  test("that is open is returned again, also when an earlier one was closed", async () => {
    const ctx = customer();
    const { reservationId } = await payment("CLOSED");
    const first = await startCheckout(ctx, order(ctx.actor.id, reservationId));
    expect(await startCheckout(ctx, order(ctx.actor.id, reservationId))).toEqual(first);
    expect(provider.createCheckout).toHaveBeenCalledOnce();
  });

  test("that is closed with its hold is the open one, not an earlier one", async () => {
    const { reservationId } = await payment("CLOSED");
    const open = await payment("PENDING", { reservationId, attempt: 2 });
    await closeCheckout(system, { reservationId });
    expect(provider.closeCheckout.mock.calls).toEqual([[open.sessionId]]);
    await database().update(payments).set({ status: "CLOSED" }).where(eq(payments.id, open.paymentId));
    expect(await closeCheckout(system, { reservationId })).toBeNull();
  });

  test("is closed by the provider half an hour after the deadline; a repeated call sends the same time", async () => {
    const ctx = customer();
    const due = order(ctx.actor.id, uuidv7());
    provider.createCheckout.mockRejectedValueOnce(new AppError("PAYMENT_UNAVAILABLE"));
    expect(await codeOf(startCheckout(ctx, due))).toBe("PAYMENT_UNAVAILABLE");
    await startCheckout(ctx, { ...due, dueAt: new Date(Date.now() + 90_000).toISOString() });
    const expiries = provider.createCheckout.mock.calls.map(([asked]: NewCheckout[]) => asked?.expiresAt);
    expect(expiries).toEqual(Array(2).fill(new Date(Date.parse(due.dueAt) + 31 * 60_000)));
  });

  test("that opens after the deadline is closed again, and its address is not returned", async () => {
    const ctx = customer();
    const overdue = { ...order(ctx.actor.id, uuidv7()), dueAt: new Date(Date.now() - 1_000).toISOString() };
    expect(await codeOf(startCheckout(ctx, overdue))).toBe("HOLD_EXPIRED");
    const [asked] = provider.createCheckout.mock.calls.map(([checkout]: NewCheckout[]) => checkout);
    expect(provider.closeCheckout.mock.calls).toEqual([[`cs_${asked?.paymentId}`]]);
  });

  test("that is paid already is returned as captured, not closed", async () => {
    const { reservationId } = await payment("CAPTURED");
    expect((await closeCheckout(system, { reservationId }))?.status).toBe("CAPTURED");
    expect(provider.closeCheckout).not.toHaveBeenCalled();
  });

  test("is opened for members only", async () => {
    const anonymous: RequestContext = { actor: { kind: "ANONYMOUS", address: "" } };
    for (const ctx of [anonymous, system])
      expect(await codeOf(startCheckout(ctx, order(uuidv7(), uuidv7())))).toBe("UNAUTHENTICATED");
  });
});

test.each<[string, (ctx: RequestContext) => Promise<unknown>]>([
  ["receiveNotice", (ctx) => receiveNotice(ctx, "", "")],
  ["settleCheckout", (ctx) => settleCheckout(ctx, "cs")],
  ["reconcilePayments", (ctx) => reconcilePayments(ctx)],
  ["closeCheckout", (ctx) => closeCheckout(ctx, { reservationId: uuidv7() })],
  ["refundPayment", (ctx) => refundPayment(ctx, { paymentId: uuidv7(), amount: 0, reason: "REFUSED" })],
  ["retryPendingRefunds", (ctx) => retryPendingRefunds(ctx)],
])("%s is for the system only", async (_, verb) => {
  const admin: RequestContext = {
    actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
  };
  expect(await codeOf(verb(admin))).toBe("FORBIDDEN");
  expect(provider.retrieveCheckout).not.toHaveBeenCalled();
  expect(await codeOf(verb(system))).toBe("OK");
});

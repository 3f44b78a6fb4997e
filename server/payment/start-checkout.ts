import { and, eq, max } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { stripeGateway } from "./stripe-gateway";

const startCheckoutInput = z.object({
  reservationId: z.uuid(),
  customerId: z.uuid(),
  locator: z.string(),
  locale: z.enum(["ko", "en"]),
  amount: z.number().int().positive(),
  email: z.string(),
  description: z.string(),
  dueAt: z.iso.datetime({ offset: true }),
});
export type StartCheckoutInput = z.input<typeof startCheckoutInput>;

type Payment = typeof payments.$inferSelect;

/**
 * Opens the provider's payment page for a reservation. Pressed twice, or by two tabs, it is the same
 * page: one open payment per reservation, and its id is the provider's idempotency key.
 *
 * @returns where to send the customer.
 * @throws AppError PAYMENT_UNAVAILABLE; nothing is charged then, and it can be tried again.
 */
export async function startCheckout(
  ctx: RequestContext,
  input: StartCheckoutInput,
): Promise<{ url: string }> {
  const customer = requireMember(ctx.actor);
  const order = parse(startCheckoutInput, input);
  if (order.customerId !== customer.id) throw new AppError("NOT_FOUND");
  const payment = await openPayment({ ...ctx, correlationId: order.reservationId }, order);
  if (payment.checkoutUrl) return { url: payment.checkoutUrl };
  const result = `${env().APP_URL}/${order.locale}/book/${order.reservationId}`;
  const session = await stripeGateway.createCheckout({
    paymentId: payment.id,
    reservationId: order.reservationId,
    amount: payment.amount,
    locale: order.locale,
    customerEmail: order.email,
    description: order.description,
    successUrl: `${result}/result?session={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${result}/review?payment=cancelled`,
  });
  await database()
    .update(payments)
    .set({ checkoutSessionId: session.sessionId, checkoutUrl: session.url })
    .where(eq(payments.id, payment.id));
  return { url: session.url };
}

/** The reservation's open payment, or a new one. The partial unique index decides between two at once. */
function openPayment(ctx: RequestContext, order: z.output<typeof startCheckoutInput>): Promise<Payment> {
  return transaction(ctx, async (tx) => {
    const [last] = await tx.tx
      .select({ attempt: max(payments.attempt) })
      .from(payments)
      .where(eq(payments.reservationId, order.reservationId));
    const { email, description, dueAt, ...facts } = order;
    const [made] = await tx.tx
      .insert(payments)
      .values({
        ...facts,
        id: uuidv7(),
        attempt: (last?.attempt ?? 0) + 1,
        status: "PENDING",
        dueAt: new Date(dueAt),
      })
      .onConflictDoNothing()
      .returning();
    if (made)
      await audit(tx, {
        action: "start-checkout",
        entity: "payment",
        entityId: made.id,
        after: { amount: made.amount },
      });
    return made ?? existing(tx, order.reservationId);
  });
}

async function existing({ tx }: TxContext, reservationId: string): Promise<Payment> {
  const [open] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservationId), eq(payments.status, "PENDING")));
  if (!open) throw new AppError("CONFLICT");
  return open;
}

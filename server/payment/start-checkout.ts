import { and, eq, isNull, max, ne, or, sql } from "drizzle-orm";
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
 * The page is closed by us at the deadline. The provider closes it by itself should that fail; it takes no time less
 * than 30 minutes ahead. Reckoned from the stored deadline: a call that is repeated says the same.
 */
const CLOSED_BY_PROVIDER_AFTER_MINUTES = 31;

/**
 * Opens the provider's payment page for a reservation. Pressed twice, or by two tabs, it is the same
 * page: one open payment per reservation, and its id is part of the provider's idempotency key.
 *
 * @returns where to send the customer.
 * @throws AppError PAYMENT_UNAVAILABLE; nothing is charged then, and it can be tried again. HOLD_EXPIRED when the
 *   deadline has passed before the page was open, CONFLICT when the payment was closed before.
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
    expiresAt: new Date(payment.dueAt.getTime() + CLOSED_BY_PROVIDER_AFTER_MINUTES * 60_000),
  });
  return { url: await sendTo(payment.id, session) };
}

/**
 * Writes down which page is open. Nobody is sent to another one: the provider may have taken so long that the hold
 * has ended, the payment was closed meanwhile, or another tab has opened a page in another language.
 */
async function sendTo(
  paymentId: string,
  { sessionId, url }: { sessionId: string; url: string },
): Promise<string> {
  const ofPayment = and(eq(payments.id, paymentId), eq(payments.status, "PENDING"));
  const noOther = or(isNull(payments.checkoutSessionId), eq(payments.checkoutSessionId, sessionId));
  const [opened] = await database()
    .update(payments)
    .set({ checkoutSessionId: sessionId, checkoutUrl: url })
    .where(and(ofPayment, noOther))
    .returning({ tooLate: sql<boolean>`${payments.dueAt} <= clock_timestamp()` });
  if (opened && !opened.tooLate) return url;
  await stripeGateway.closeCheckout(sessionId);
  if (opened) throw new AppError("HOLD_EXPIRED");
  const [other] = await database().select().from(payments).where(ofPayment);
  if (other?.checkoutUrl) return other.checkoutUrl;
  throw new AppError("CONFLICT");
}

/** The reservation's open payment, or a new one. The partial unique index decides between two at once. */
function openPayment(ctx: RequestContext, order: z.output<typeof startCheckoutInput>): Promise<Payment> {
  return transaction(ctx, async (tx) => {
    const [last] = await tx.tx
      .select({ attempt: max(payments.attempt) })
      .from(payments)
      .where(eq(payments.reservationId, order.reservationId));
    const { email, description, dueAt, ...facts } = order;
    // A page that never opened, for a sum that is no longer asked for.
    await tx.tx
      .update(payments)
      .set({ status: "CLOSED" })
      .where(
        and(
          eq(payments.reservationId, order.reservationId),
          eq(payments.status, "PENDING"),
          isNull(payments.checkoutUrl),
          ne(payments.amount, order.amount),
        ),
      );
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

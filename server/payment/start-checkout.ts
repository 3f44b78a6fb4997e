import { and, eq, isNull, max, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { locales } from "@/server/shared/airline";
import { audit } from "@/server/shared/audit";
import {
  type Actor,
  type RequestContext,
  requireCustomer,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { currentTraceparent } from "@/server/shared/trace";
import { linkToReservation } from "@/server/shared/trace-links";
import { stripeGateway } from "./stripe-gateway";

const startCheckoutInput = z.object({
  reservationId: z.uuid(),
  customerId: z.uuid(),
  locator: z.string(),
  locale: z.enum(locales),
  amount: z.number().int().positive(),
  email: z.string(),
  description: z.string(),
  /** The change of the reservation that is paid for; null for the hold. */
  changeId: z.uuid().nullable().default(null),
  /** Where the provider sends the customer afterwards, without origin and language. */
  resultPath: z.string().startsWith("/"),
  /** Where it sends a customer who gives up. */
  backPath: z.string().startsWith("/"),
  dueAt: z.iso.datetime({ offset: true }),
});
export type StartCheckoutInput = z.input<typeof startCheckoutInput>;

type Payment = typeof payments.$inferSelect;

/**
 * We close the page at the deadline. If that fails, the provider closes it; it accepts no time less than 30 minutes
 * ahead. The time is computed from the stored deadline, so that a repeated call sends the same time.
 */
const CLOSED_BY_PROVIDER_AFTER_MINUTES = 31;

/**
 * Opens the provider's payment page for the customer's own hold, or for a change of a reservation. A second call, or another tab, gets the same
 * page: a reservation has one open payment, and its id is part of the provider's idempotency key.
 *
 * @param within is called in the transaction that opens the payment, also when it was open: what it throws opens no payment.
 * @returns the address of the page.
 * @throws AppError UNAUTHENTICATED · NOT_FOUND when it is somebody else's reservation · PAYMENT_UNAVAILABLE; nothing is
 *   charged then, and the customer can try again · HOLD_EXPIRED when the deadline has passed before the page was open ·
 *   CONFLICT when the payment was closed before.
 */
export async function startCheckout(
  ctx: RequestContext,
  input: StartCheckoutInput,
  within?: (tx: TxContext) => Promise<void>,
): Promise<{ url: string }> {
  const order = parse(startCheckoutInput, input);
  if (!ownsOrder(ctx.actor, order)) throw new AppError("NOT_FOUND");
  await linkToReservation(order.reservationId);
  const payment = await openPayment({ ...ctx, correlationId: order.reservationId }, order, within);
  if (payment.checkoutUrl) return { url: payment.checkoutUrl };
  const site = `${env().APP_URL}/${order.locale}`;
  const session = await stripeGateway.createCheckout({
    paymentId: payment.id,
    reservationId: order.reservationId,
    customerId: payment.customerId,
    locator: payment.locator,
    attempt: payment.attempt,
    amount: payment.amount,
    locale: order.locale,
    customerEmail: order.email,
    description: order.description,
    successUrl: `${site}${order.resultPath}session={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${site}${order.backPath}`,
    expiresAt: new Date(payment.dueAt.getTime() + CLOSED_BY_PROVIDER_AFTER_MINUTES * 60_000),
    traceparent: payment.traceparent,
  });
  return { url: await recordOpenPage(payment.id, session) };
}

/** Who may pay: the customer, and for a change the traveller of the trip. @throws AppError UNAUTHENTICATED. */
const ownsOrder = (
  actor: Actor,
  { customerId, reservationId, changeId }: z.output<typeof startCheckoutInput>,
) =>
  actor.kind === "TRAVELLER"
    ? changeId !== null && actor.reservationId === reservationId
    : requireCustomer(actor).id === customerId;

/**
 * Records the open page and returns its address. The page is not used when the provider took so long that the hold has
 * ended or the payment was closed, or when another tab has opened a page in another language.
 */
async function recordOpenPage(
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

/** Returns the open payment of the hold or the change, or a new one. Of two calls at once, a partial unique index lets one win. */
function openPayment(
  ctx: RequestContext,
  order: z.output<typeof startCheckoutInput>,
  within?: (tx: TxContext) => Promise<void>,
): Promise<Payment> {
  return transaction(ctx, async (tx) => {
    await within?.(tx);
    const [last] = await tx.tx
      .select({ attempt: max(payments.attempt) })
      .from(payments)
      .where(eq(payments.reservationId, order.reservationId));
    const { email, description, dueAt, resultPath, backPath, ...facts } = order;
    // A payment whose page never opened, and whose sum has changed since.
    await tx.tx
      .update(payments)
      .set({ status: "CLOSED" })
      .where(
        and(
          eq(payments.reservationId, order.reservationId),
          eq(payments.status, "PENDING"),
          isNull(payments.checkoutUrl),
          or(
            ne(payments.amount, order.amount),
            sql`${payments.changeId} is distinct from ${order.changeId}::uuid`,
          ),
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
        traceparent: currentTraceparent(),
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
    return made ?? existing(tx, order);
  });
}

async function existing(
  { tx }: TxContext,
  { reservationId, changeId }: { reservationId: string; changeId: string | null },
): Promise<Payment> {
  const [open] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservationId), eq(payments.status, "PENDING")));
  if (!open || open.changeId !== changeId) throw new AppError("CONFLICT");
  return open;
}

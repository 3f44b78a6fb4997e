import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";

/** Has the provider take money: for the hold, or for a change. @returns the payment's id. */
export async function capture(
  reservationId: string,
  amount: number,
  changeId: string | null = null,
): Promise<string> {
  const paymentId = uuidv7();
  await database().execute(sql`
    insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at,
      captured_at, payment_intent_id, change_id)
    select ${paymentId}, r.id, r.customer_id, r.locator, 'ko',
      (select count(*) + 1 from payment.payments p where p.reservation_id = r.id), ${amount}, 'CAPTURED', now(), now(),
      ${`pi_${paymentId}`}, ${changeId}
    from reservation.reservations r where r.id = ${reservationId}`);
  return paymentId;
}

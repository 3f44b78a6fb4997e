import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { capture } from "@/server/assurance/testing/capture-payment";
import { settleOrders } from "@/server/assurance/testing/settle-orders";
import { putScheduleOnSale } from "@/server/flows/put-on-sale";
import { userRegistered } from "@/server/identity/events";
import { startSmtp } from "@/server/notification/testing/smtp";
import { acceptPayment, holdSeats } from "@/server/reservation";
import { customer, named, paymentOf, system } from "@/server/reservation/testing/fixtures";
import { KOREA_ZONE } from "@/server/shared/airline";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { recorded } from "@/server/shared/testing/events";
import { addDays, toLocal } from "@/server/shared/time";
import { seedPolicies, seedReference } from "@/tools/seed/reference";

const DAYS_OF_TIMETABLE = 2;
const PLACES = ["GMP", "PUS", "TAE", "CJJ", "KWJ", "RSU", "USN", "HIN", "KUV", "WJU"];
/** From Jeju and to it. */
const WAYS = PLACES.flatMap((place) => [[place, "CJU"] as const, ["CJU", place] as const]);

/** A timetable both ways, and one sold reservation with all that follows it: what `multiply` copies. */
export async function makeTemplate(): Promise<{ reservationId: string; customerId: string; date: string }> {
  const today = toLocal(new Date(), KOREA_ZONE).date;
  const smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  await seedReference();
  await seedPolicies(today);
  for (const [n, [origin, destination]] of WAYS.entries())
    await putScheduleOnSale(staff(), {
      ...{ id: uuidv7(), designator: `MA${8100 + n}`, origin, destination, aircraftType: "AT7" },
      ...{ periodFrom: addDays(today, 1), periodTo: addDays(today, DAYS_OF_TIMETABLE) },
      ...{ days: [1, 2, 3, 4, 5, 6, 7], departureTime: "09:00", blockMinutes: 70 },
      fares: [
        { brand: "SAVER", amount: 50_000 },
        { brand: "STANDARD", amount: 70_000 },
        { brand: "FLEX", amount: 90_000 },
      ],
    });
  const date = addDays(today, DAYS_OF_TIMETABLE / 2);
  const { rows } = await database().execute<{ id: number }>(
    sql`select id from reservation.flights where departure_date = ${date} and origin = 'GMP'`,
  );
  const buyer = customer();
  const { id: customerId, email } = buyer.actor;
  await database().execute(sql`insert into identity.users (id, email, name, role, locale)
    values (${customerId}, ${email}, '김민지', 'CUSTOMER', 'ko')`);
  await recorded(userRegistered, {
    userId: customerId,
    email,
    name: "김민지",
    locale: "ko",
    role: "CUSTOMER",
  });
  const held = await holdSeats(buyer, {
    segments: [{ flightId: rows[0]?.id ?? 0, brand: "STANDARD" }],
    ...{ adults: 1, idempotencyKey: uuidv7(), locale: "ko" },
    ...named,
  });
  const { reservationId } = held;
  const { amount } = await paymentOf(buyer, held);
  const paymentId = await capture(reservationId, amount);
  await acceptPayment(system, { reservationId, paymentId, amount });
  await settleOrders([reservationId]);
  await smtp.stop();
  return { reservationId, customerId, date };
}

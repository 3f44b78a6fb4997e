import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import {
  acceptPayment,
  cancelReservation,
  changeContact,
  changeContactForCustomer,
  quoteRefundOf,
} from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const admin = staff();

async function booked() {
  const owner = customer();
  const { reservationId } = await hold(owner, await flightOnSale(), named);
  await acceptPayment(system, await paymentOf(owner, { reservationId }));
  return { owner, reservationId };
}

const eventsOf = async (reservationId: string) =>
  (
    await database().execute<{ name: string; data: Record<string, unknown> }>(sql`
      select name, data from shared.outbox where correlation_id = ${reservationId}
        and name like 'reservation/contact.%' order by seq`)
  ).rows;
const auditOf = async (reservationId: string) =>
  (
    await database().execute<Record<string, unknown>>(sql`
      select actor_kind as kind, before, after from shared.audit_log
      where entity_id = ${reservationId} and action = 'change-contact' order by id`)
  ).rows;
const departed = (reservationId: string) =>
  database().execute(sql`
    update reservation.flights set departs_at = now() - interval '1 minute'
    where id in (select flight_id from reservation.segments where reservation_id = ${reservationId})`);

describe("a change of the contact", () => {
  test("tells the new address, gives the old one a notice, and is audited without addresses", async () => {
    const { owner, reservationId } = await booked();
    const contact = { email: "Lee@Example.com", phone: "010 1234 5678" };
    expect(await changeContact(owner, { reservationId, ...contact })).toEqual({
      changed: ["EMAIL", "PHONE"],
    });
    expect(await getBooking(owner, reservationId)).toMatchObject({
      contactEmail: "Lee@example.com",
      contactPhone: "+821012345678",
    });
    const [changed, replaced, ...more] = await eventsOf(reservationId);
    expect(more).toEqual([]);
    expect(changed).toMatchObject({
      name: "reservation/contact.changed",
      data: {
        contactEmail: "Lee@example.com",
        maskedPhone: "***-****-5678",
        changed: ["EMAIL", "PHONE"],
        by: "CUSTOMER",
      },
    });
    expect(replaced).toMatchObject({
      name: "reservation/contact.replaced",
      data: { contactEmail: "minji@example.com", maskedNewEmail: "Le***@example.com" },
    });
    expect(JSON.stringify(replaced)).not.toContain("Lee@");
    expect(await auditOf(reservationId)).toEqual([
      {
        kind: "CUSTOMER",
        before: { email: "mi***@example.com", phone: null },
        after: { email: "Le***@example.com", phone: "***-****-5678" },
      },
    ]);
  });

  test("of the phone alone gives no notice, and the same contact again changes nothing", async () => {
    const { owner, reservationId } = await booked();
    const contact = { reservationId, email: named.contact.email, phone: "010-1234-5678" };
    expect(await changeContact(owner, contact)).toEqual({ changed: ["PHONE"] });
    expect(await changeContact(owner, { ...contact, phone: "+82 10 1234 5678" })).toEqual({ changed: [] });
    expect((await eventsOf(reservationId)).map(({ name }) => name)).toEqual(["reservation/contact.changed"]);
    expect(await auditOf(reservationId)).toHaveLength(1);
    expect(await changeContact(owner, { ...contact, phone: "" })).toEqual({ changed: ["PHONE"] });
  });

  test("two at the same time are each a change of what was before", async () => {
    const { owner, reservationId } = await booked();
    const emails = ["one@example.com", "two@example.com"];
    await Promise.all(emails.map((email) => changeContact(owner, { reservationId, email })));
    const replaced = (await eventsOf(reservationId)).filter(({ name }) => name.endsWith("replaced"));
    const { contactEmail } = await getBooking(owner, reservationId);
    const first = emails.find((email) => email !== contactEmail);
    expect(replaced.map(({ data }) => data.contactEmail)).toEqual([named.contact.email, first]);
  });

  test("later events go to the new address", async () => {
    const { owner, reservationId } = await booked();
    await changeContact(owner, { reservationId, email: "later@example.com" });
    const { quoteId } = await quoteRefundOf(owner, { reservationId });
    await cancelReservation(owner, { reservationId, quoteId });
    const { rows } = await database().execute<{ email: string }>(sql`
      select data->>'contactEmail' as email from shared.outbox
      where correlation_id = ${reservationId} and name = 'reservation/reservation.cancelled'`);
    expect(rows).toEqual([{ email: "later@example.com" }]);
  });

  test("needs a paid reservation with a flight ahead", async () => {
    const owner = customer();
    const contact = { email: "new@example.com" };
    const held = await hold(owner, await flightOnSale(), named);
    expect(await codeOf(changeContact(owner, { ...contact, reservationId: held.reservationId }))).toBe(
      "CONFLICT",
    );
    const { reservationId, ...of } = await booked();
    await departed(reservationId);
    expect((await getBooking(of.owner, reservationId)).can.changeContact).toEqual({
      allowed: false,
      reason: "FLIGHT_DEPARTED",
    });
    expect(await codeOf(changeContact(of.owner, { ...contact, reservationId }))).toBe("FLIGHT_DEPARTED");
    expect(await eventsOf(reservationId)).toEqual([]);
  });

  test("reports each wrong field", async () => {
    const { owner, reservationId } = await booked();
    const error = await changeContact(owner, { reservationId, email: "nobody", phone: "12" }).catch((e) => e);
    expect(error).toBeInstanceOf(AppError);
    expect(error.details.fieldErrors).toEqual({ email: "email", phone: "phone" });
  });

  test("is limited, because it writes to addresses that nobody has confirmed", async () => {
    const { owner, reservationId } = await booked();
    // The limit's hour may end in the middle: twice the limit always fits, and once more never does.
    const outcomes: unknown[] = [];
    for (let n = 0; n <= 20; n++)
      outcomes.push(await codeOf(changeContact(owner, { reservationId, email: `n${n}@example.com` })));
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill("OK"));
    expect(outcomes).toContain("RATE_LIMITED");
  });

  test("is open to the owner and to staff, each by a verb of their own", async () => {
    const { owner, reservationId } = await booked();
    const input = { reservationId, email: "staff@example.com" };
    expect(await codeOf(changeContact(customer(), input))).toBe("NOT_FOUND");
    expect(await codeOf(changeContact(admin, input))).toBe("NOT_FOUND");
    expect(await codeOf(changeContact(system, input))).toBe("UNAUTHENTICATED");
    expect(await codeOf(changeContactForCustomer(owner, input))).toBe("FORBIDDEN");
    expect(await codeOf(changeContactForCustomer(system, input))).toBe("UNAUTHENTICATED");
    expect(await codeOf(changeContactForCustomer(admin, { ...input, reservationId: uuidv7() }))).toBe(
      "NOT_FOUND",
    );
    expect(await changeContactForCustomer(admin, input)).toEqual({ changed: ["EMAIL"] });
    expect((await eventsOf(reservationId))[0]?.data).toMatchObject({ by: "STAFF" });
    expect(await auditOf(reservationId)).toMatchObject([{ kind: "ADMIN" }]);
  });
});

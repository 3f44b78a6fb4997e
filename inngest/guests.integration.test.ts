import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { historyDrift, historyOfReservation } from "@/server/history/queries";
import { getMileageAccount } from "@/server/mileage/queries";
import { messagesOfReservation } from "@/server/notification/queries";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { movePayments } from "@/server/payment";
import { paymentsOfReservation } from "@/server/payment/queries";
import { cancelReservation, claimGuestTrips, quoteRefundOf } from "@/server/reservation";
import { flightOnSale, policies, system } from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { booked, drainedBy, guest, member } from "./testing/bookings";
import { startEngine, type TestEngine } from "./testing/engine";

vi.setConfig({ testTimeout: 180_000 });

vi.mock("@/server/payment/stripe-gateway", () => import("./testing/refunding-gateway"));

let engine: TestEngine;
let smtp: TestSmtp;
let afterCommit: () => Promise<void>;
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};

beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  engine = await startEngine();
  ({ afterCommit } = await import("./relay/after-commit"));
  await policies();
});
afterAll(async () => {
  await engine.stop();
  await smtp.stop();
  await closeDatabase();
});

/** All events have had their effects, and all laws hold. */
const drained = () => drainedBy(afterCommit);

const claim = (memberId: string, email: string) => claimGuestTrips(system, { memberId, email }, movePayments);

async function cancelled(ctx: RequestContext, reservationId: string): Promise<void> {
  const { quoteId } = await quoteRefundOf(ctx, { reservationId });
  await cancelReservation(ctx, { reservationId, quoteId });
}

describe("a trip that is booked without an account", () => {
  test("is told by mail alone, with links to where a code opens it, and earns no miles", async () => {
    const owner = guest();
    const { reservationId, locator } = await booked(owner, await flightOnSale());
    await drained();
    const mails = (await messagesOfReservation(admin, reservationId)).filter(
      ({ channel }) => channel === "EMAIL",
    );
    expect(mails.map(({ template }) => template)).toEqual(["confirmed"]);
    const sent = smtp.mails.filter((mail) => JSON.stringify(mail.to).includes(owner.actor.email));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain(`/trips/find?locator=${locator}`);
    await cancelled(owner, reservationId);
    await drained();
    expect(smtp.mails.filter((mail) => JSON.stringify(mail.to).includes(owner.actor.email))).toHaveLength(3);
  });

  test("earns its miles for the member who takes it over, who then has its timeline and payment", async () => {
    const owner = guest();
    const ctx = await member();
    const { reservationId } = await booked(owner, await flightOnSale());
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(0);
    await claim(ctx.actor.id, owner.actor.email);
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(280);
    const names = (await historyOfReservation(ctx, reservationId)).map(({ name }) => name);
    expect(names).toContain("reservation/reservation.held");
    expect(names).toContain("reservation/reservation.claimed");
    expect(await historyDrift(admin)).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect(await paymentsOfReservation(ctx, reservationId)).toHaveLength(1);
    expect(await codeOf(paymentsOfReservation(owner, reservationId))).toBe("NOT_FOUND");
    await cancelled(ctx, reservationId);
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(0);
  });

  test("earns nothing when it was cancelled before", async () => {
    const owner = guest();
    const ctx = await member();
    const { reservationId } = await booked(owner, await flightOnSale());
    await drained();
    await cancelled(owner, reservationId);
    expect(await claim(ctx.actor.id, owner.actor.email)).toHaveLength(1);
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(0);
  });
});

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import {
  acceptPayment,
  changeFlights,
  checkWithdrawal,
  quoteChangeOf,
  withdrawChange,
} from "@/server/reservation";
import { changeStatus, getBooking, orderOfReservation } from "@/server/reservation/queries";
import { adult, flightOnSale, lastEvent, policies, system } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { actorId, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const reason = "결항 안내 지연, 팀장 승인";
type Trip = Awaited<ReturnType<typeof paidTrip>>;
const returnTrip = () => paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);

/** Quotes another flight out, at the price of the old one: its fee is 3,000 won for each of two passengers. */
async function quote(ctx: RequestContext, t: Trip, more: object = {}, amount?: number) {
  const { segments } = await getBooking(t.ctx, t.reservationId);
  const fares = amount && { fares: [{ brand: "STANDARD", amount, unitLimit: 6 }] };
  const flightId = await flightOnSale({ departsInDays: 12, ...fares } as object);
  const flights = [{ segmentId: segments[0]?.id ?? uuidv7(), flightId, brand: "STANDARD" as const }];
  return quoteChangeOf(ctx, { reservationId: t.reservationId, flights, overlapConfirmed: true, ...more });
}
const confirm = (ctx: RequestContext, t: Trip, { quoteId }: { quoteId: string }) =>
  changeFlights(ctx, { reservationId: t.reservationId, quoteId });
const pay = (t: Trip, changeId: string, amount: number) =>
  acceptPayment(system, { reservationId: t.reservationId, paymentId: uuidv7(), amount, changeId });

async function auditRows(t: Trip, action: string) {
  const { rows } = await database().execute<{ kind: string; id: string; after: Record<string, unknown> }>(sql`
    select actor_kind as kind, actor_id as id, after from shared.audit_log
    where entity_id = ${t.reservationId} and action = ${action}`);
  return rows;
}

async function expectOrderLaws(t: Trip): Promise<void> {
  const others = new Set(["a paid change has its captured payment", "the ledger adds up to the coupons"]);
  const wrong = (await checkLaws())
    .flatMap(({ violations }) => violations)
    .filter((violation) => Object.values(violation).includes(t.reservationId))
    .filter(({ rule }) => !others.has(String(rule)));
  expect(wrong).toEqual([]);
}

const refusedField = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.details.fieldErrors : error;
};

describe("staff change flights for a customer", () => {
  test("without the fee, for a reason that stands in the change and the audit log and in no event", async () => {
    const [t, agent] = [await returnTrip(), staff("AGENT")];
    const offered = await quote(agent, t, { waiver: { reason } });
    expect(offered).toMatchObject({ feeAmount: 6_000, waivedAmount: 6_000, balance: 0 });
    expect(await confirm(agent, t, offered)).toEqual({ status: "DONE", balance: 0 });
    // Pressed twice: the same answer, one change.
    expect(await confirm(agent, t, offered)).toEqual({ status: "DONE", balance: 0 });
    const after = { changeId: offered.quoteId, waivedAmount: 6_000, reason };
    expect(await auditRows(t, "waive-fee")).toEqual([{ kind: "AGENT", id: actorId(agent.actor), after }]);
    expect(await auditRows(t, "change-flights")).toHaveLength(1);
    const data = await lastEvent(t.reservationId);
    expect(data).toMatchObject({ balance: 0, feeAmount: 6_000, waivedAmount: 6_000 });
    expect(JSON.stringify(data)).not.toContain(reason);
    const { changes } = await orderOfReservation(agent, t.reservationId);
    const change = changes.find(({ id }) => id === offered.quoteId);
    expect(change).toMatchObject({ askedByKind: "AGENT", waiverReason: reason, correction: null });
    expect(change?.flights?.map(({ to }) => to.designator)).toEqual([offered.flights[0]?.to.designator]);
    expect(change?.charges.map(({ kind, amount }) => [kind, amount])).toContainEqual(["CHANGE_FEE", -3_000]);
    await expectOrderLaws(t);
  });

  test("and the customer pays: the waiver's row is that of the agent, who accepted it", async () => {
    const [t, agent] = [await returnTrip(), staff("AGENT")];
    const offered = await quote(agent, t, { waiver: { reason } }, 92_000);
    const done = await confirm(agent, t, offered);
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    expect(done.balance).toBe(offered.newAmount - offered.oldAmount);
    expect(await pay(t, done.changeId, done.balance)).toEqual({ decision: "ACCEPTED" });
    expect(await auditRows(t, "waive-fee")).toMatchObject([
      { kind: "AGENT", id: actorId(agent.actor), after: { waivedAmount: 6_000, reason } },
    ]);
    expect(await auditRows(t, "accept-change")).toMatchObject([{ kind: "AGENT" }]);
    expect(await lastEvent(t.reservationId)).toMatchObject({ waivedAmount: 6_000 });
    await expectOrderLaws(t);
  });

  test("and the customer is told once what to pay for and until when; not when the customer accepted it", async () => {
    const [t, agent] = [await returnTrip(), staff("AGENT")];
    const requests = async () => {
      const { rows } = await database().execute<{ data: Record<string, unknown> }>(sql`
        select data from shared.outbox
        where correlation_id = ${t.reservationId} and name = 'reservation/change.payment-requested'`);
      return rows.map(({ data }) => data);
    };
    const own = await confirm(t.ctx, t, await quote(t.ctx, t, {}, 92_000));
    if (own.status !== "AWAITING_PAYMENT") throw new Error(own.status);
    expect(await requests()).toEqual([]);
    await withdrawChange(t.ctx, { reservationId: t.reservationId, changeId: own.changeId });

    const offered = await quote(agent, t, { waiver: { reason } }, 92_000);
    const { segments } = await getBooking(t.ctx, t.reservationId);
    const done = await confirm(agent, t, offered);
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    // Pressed twice: the same answer, one event.
    expect(await confirm(agent, t, offered)).toEqual(done);
    const [told, ...more] = await requests();
    expect(more).toEqual([]);
    const [exchanged] = offered.flights;
    expect(told).toMatchObject({
      ...{ changeId: done.changeId, balance: done.balance, paymentDeadline: done.expiresAt },
      ...{ feeAmount: 6_000, waivedAmount: 6_000, forfeitedAmount: 0, customerId: t.customerId },
      segments: segments.map(({ id, designator }) => ({ id, designator })),
      exchanges: [
        {
          segmentId: segments[0]?.id,
          instead: { designator: exchanged?.to.designator, departsAt: exchanged?.to.departsAt },
        },
      ],
    });
    expect(JSON.stringify(told)).not.toContain(reason);
    // The flight of the event is the one that the trip then has.
    await pay(t, done.changeId, done.balance);
    const { segments: now } = (await lastEvent(t.reservationId)) as { segments: Record<string, unknown>[] };
    const { seats, changedTypes, ...flown } = now[0] ?? {};
    const { exchanges } = told as { exchanges: { instead: { departsAt: string; arrivesAt: string } }[] };
    const at = ({ departsAt, arrivesAt }: Record<string, unknown>) =>
      [departsAt, arrivesAt].map((moment) => Date.parse(String(moment)));
    const { instead = { departsAt: "", arrivesAt: "" } } = exchanges[0] ?? {};
    expect({ ...instead, departsAt: at(instead)[0], arrivesAt: at(instead)[1] }).toEqual({
      ...flown,
      departsAt: at(flown)[0],
      arrivesAt: at(flown)[1],
    });
  });

  test("a waiver is the word of one person: nobody else confirms its quote", async () => {
    const [t, agent] = [await returnTrip(), staff("AGENT")];
    const offered = await quote(agent, t, { waiver: { reason } });
    for (const other of [staff("AGENT"), staff("ADMIN"), t.ctx])
      expect(await codeOf(confirm(other, t, offered))).toBe("QUOTE_EXPIRED");
    expect(await auditRows(t, "waive-fee")).toEqual([]);
    // Without a waiver the customer may confirm what was quoted to staff.
    expect(await codeOf(confirm(t.ctx, t, await quote(agent, t)))).toBe("OK");
  });

  test("a waiver needs a reason and a fee, and is not for one's own trip", async () => {
    const t = await returnTrip();
    expect(await refusedField(quote(staff("AGENT"), t, { waiver: { reason: " " } }))).toEqual({
      "waiver.reason": "required",
    });
    const own: RequestContext = {
      actor: { kind: "STAFF", role: "AGENT", id: t.customerId, email: "", address: "10.0.0.3" },
    };
    expect(await refusedField(quote(own, t, { waiver: { reason } }))).toEqual({ "waiver.reason": "ownFee" });
    await database().execute(
      sql`update reservation.reservations set created_at = now() where id = ${t.reservationId}`,
    );
    expect(await refusedField(quote(staff("AGENT"), t, { waiver: { reason } }))).toEqual({
      "waiver.reason": "noFee",
    });
    for (const role of ["SCHEDULER", "REVENUE", "AUDITOR"] as const)
      expect(await codeOf(quote(staff(role), t))).toBe("FORBIDDEN");
  });

  test("and give up a change that waits for its payment; those who only read may not", async () => {
    const [t, agent] = [await returnTrip(), staff("AGENT")];
    const done = await confirm(agent, t, await quote(agent, t));
    if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
    const ids = { reservationId: t.reservationId, changeId: done.changeId };
    for (const verb of [checkWithdrawal, withdrawChange])
      expect(await codeOf(verb(staff("AUDITOR"), ids))).toBe("FORBIDDEN");
    expect(await codeOf(checkWithdrawal(agent, { ...ids, changeId: uuidv7() }))).toBe("NOT_FOUND");
    await checkWithdrawal(agent, ids);
    expect(await withdrawChange(agent, ids)).toBe(true);
    expect(await changeStatus(agent, ids)).toBe("WITHDRAWN");
    expect(await auditRows(t, "end-change")).toMatchObject([{ kind: "AGENT", id: actorId(agent.actor) }]);
    await expectOrderLaws(t);
  });
});

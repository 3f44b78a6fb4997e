import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { composeMessage, parseNotifiableEvent } from "@/server/notification/message-rules";
import { cancelReservation, quoteRefundOf, recordNoShow } from "@/server/reservation";
import { getBooking, orderOfReservation } from "@/server/reservation/queries";
import { adult, customer, lastEvent, policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

type Trip = Awaited<ReturnType<typeof paidTrip>>;
const trip = () => paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
const reason = "고객 사망 진단서 확인";

const quote = async (by: RequestContext, t: Trip, more: { passengers?: number[]; reason?: string } = {}) => {
  const booking = await getBooking(t.ctx, t.reservationId);
  return quoteRefundOf(by, {
    reservationId: t.reservationId,
    passengers: more.passengers?.map((n) => booking.passengers[n]?.id ?? ""),
    ...(more.reason !== undefined && { waiver: { reason: more.reason } }),
  });
};
const confirm = (by: RequestContext, t: Trip, { quoteId }: { quoteId: string }) =>
  cancelReservation(by, { reservationId: t.reservationId, quoteId });

const audited = async (t: Trip, action: string) => {
  const { rows } = await database().execute<{ kind: string; id: string; after: Record<string, unknown> }>(sql`
    select actor_kind as kind, actor_id as id, after from shared.audit_log
    where entity_id = ${t.reservationId} and action = ${action}`);
  return rows;
};

/** The reactions of payment are not run here: its side of the law is left out. */
async function brokenLaws(t: Trip): Promise<unknown[]> {
  await settleMiles([t.reservationId]);
  return (await checkLaws())
    .flatMap(({ violations }) => violations)
    .filter((violation) => Object.values(violation).includes(t.reservationId))
    .filter(({ rule }) => rule !== "a paid change has its captured payment");
}

describe("an agent cancels for a customer", () => {
  test("by the customer's own rules and sums; the change says who asked", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    const own = await quote(t.ctx, t, { passengers: [1] });
    const offered = await quote(agent, t, { passengers: [1] });
    expect(offered).toMatchObject({
      refundAmount: own.refundAmount,
      deductions: own.deductions,
      waivedAmount: 0,
    });
    expect(await confirm(agent, t, offered)).toEqual({ refundAmount: own.refundAmount, whole: false });
    const { changes } = await orderOfReservation(agent, t.reservationId);
    expect(changes.at(-1)).toMatchObject({ kind: "CANCEL", status: "DONE", askedByKind: "AGENT" });
    expect(changes.at(-1)?.askedById).toBe(agent.actor.kind === "STAFF" && agent.actor.id);
    expect(await audited(t, "cancel-part")).toMatchObject([{ kind: "AGENT" }]);
    expect(await brokenLaws(t)).toEqual([]);
  });

  test("on the customer's own quote: the agent asked for the change", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    await confirm(agent, t, await quote(t.ctx, t));
    const { changes } = await orderOfReservation(agent, t.reservationId);
    expect(changes.at(-1)).toMatchObject({ status: "DONE", askedByKind: "AGENT" });
    expect(await codeOf(confirm(t.ctx, t, { quoteId: changes.at(-1)?.id ?? "" }))).toBe("OK");
  });

  test("and the customer at the same time: one cancels, the other is told CONFLICT", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    const mine = await quote(t.ctx, t, { passengers: [0] });
    const theirs = await quote(agent, t, { passengers: [1], reason });
    const codes = await Promise.all([codeOf(confirm(t.ctx, t, mine)), codeOf(confirm(agent, t, theirs))]);
    expect(codes.sort()).toEqual(["CONFLICT", "OK"]);
    expect(await brokenLaws(t)).toEqual([]);
  });

  test("another customer may neither ask nor confirm, nor may staff without the permission", async () => {
    const t = await trip();
    const offered = await quote(t.ctx, t);
    for (const [other, code] of [
      [customer(), "NOT_FOUND"],
      [staff("AUDITOR"), "FORBIDDEN"],
      [staff("REVENUE"), "FORBIDDEN"],
    ] as const) {
      expect(await codeOf(quote(other, t))).toBe(code);
      expect(await codeOf(confirm(other, t, offered))).toBe(code);
    }
  });
});

describe("a fee that is waived", () => {
  test("is refunded to the won: quote, change, charges, share, event, mail and booking agree", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    const full = await quote(agent, t, { passengers: [1] });
    const offered = await quote(agent, t, { passengers: [1], reason });
    const fee = full.deductions.reduce((sum, { amount }) => sum + amount, 0);
    expect(fee).toBeGreaterThan(0);
    expect(offered).toMatchObject({
      waivedAmount: fee,
      refundAmount: full.refundAmount + fee,
      deductions: full.deductions,
    });
    const { refundAmount } = await confirm(agent, t, offered);
    expect(refundAmount).toBe(offered.refundAmount);
    const order = await orderOfReservation(agent, t.reservationId);
    const change = order.changes.at(-1);
    expect(change).toMatchObject({ id: offered.quoteId, balance: -refundAmount, waiverReason: reason });
    const fees = change?.charges.filter(({ kind }) => kind === "REFUND_FEE").map(({ amount }) => amount);
    expect(fees?.filter((amount) => amount > 0).reduce((a, b) => a + b, 0)).toBe(fee);
    expect(fees?.reduce((a, b) => a + b, 0)).toBe(0);
    expect(change?.refunds.map(({ amount }) => amount)).toEqual([refundAmount]);
    expect(order.chargedAmount).toBe(order.paidAmount - order.refundedAmount);
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking).toMatchObject({ refundedAmount: refundAmount, waivedAmount: fee });
    const data = await lastEvent(t.reservationId);
    expect(data).toMatchObject({ refundAmount, waivedAmount: fee });
    const won = (amount: number) => `${amount.toLocaleString("en")}원`;
    const mail = composeMessage(parseNotifiableEvent("reservation/reservation.part-cancelled", data), "ko");
    expect(mail.content.sections[0]?.rows).toEqual([
      { label: "예약번호", value: booking.locator },
      { label: "취소한 여정의 금액", value: won(refundAmount) },
      { label: "취소 수수료", value: won(fee) },
      { label: "수수료 면제", value: `-${won(fee)}` },
      { label: "환불 금액", value: won(refundAmount) },
    ]);
    expect(JSON.stringify([data, booking, mail])).not.toContain(reason);
    expect(await audited(t, "waive-fee")).toMatchObject([
      { kind: "AGENT", after: { waivedAmount: fee, reason } },
    ]);
    expect(await brokenLaws(t)).toEqual([]);
  });

  test("is audited once, with who, why and how much; a repeat answers and writes nothing", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    const offered = await quote(agent, t, { reason });
    const first = await confirm(agent, t, offered);
    expect(await confirm(agent, t, offered)).toEqual(first);
    expect(first).toEqual({ refundAmount: t.amount, whole: true });
    expect(await audited(t, "waive-fee")).toEqual([
      {
        ...{ kind: "AGENT", id: agent.actor.kind === "STAFF" && agent.actor.id },
        after: { changeId: offered.quoteId, waivedAmount: offered.waivedAmount, reason },
      },
    ]);
    expect(await brokenLaws(t)).toEqual([]);
  });

  test("is the no-show fee too; what was flown is kept", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    await leavesInMinutes(t.out, -60);
    const flown = await quote(agent, t, { reason });
    const kept = flown.deductions.filter((d) => d.reason === "FLOWN");
    expect(kept).toHaveLength(2);
    expect(flown.refundAmount).toBe(kept.reduce((left, { amount }) => left - amount, t.amount));
    await recordNoShow(agent, { reservationId: t.reservationId, segmentPosition: 0 });
    const missed = await quote(agent, t, { reason });
    expect(missed.deductions.some((d) => d.reason === "NO_SHOW_FEE")).toBe(true);
    expect(await confirm(agent, t, missed)).toEqual({ refundAmount: t.amount, whole: true });
    const { changes } = await orderOfReservation(agent, t.reservationId);
    const noShow = changes.at(-1)?.charges.filter(({ kind }) => kind === "NO_SHOW_FEE") ?? [];
    expect(noShow.filter(({ amount }) => amount < 0)).toHaveLength(2);
    expect(await brokenLaws(t)).toEqual([]);
  });
});

describe("a waiver is refused", () => {
  test("without a reason of 3 to 200 characters, at the field", async () => {
    const t = await trip();
    for (const [text, key] of [
      ["", "required"],
      ["  ", "required"],
      ["ab", "tooShort"],
      ["가".repeat(201), "tooBig"],
      ["aa\u0007aa", "hiddenMark"],
    ] as const)
      expect(await fieldsOf(quote(staff("AGENT"), t, { reason: text }))).toEqual({ "waiver.reason": key });
    expect(await codeOf(quote(staff("AGENT"), t, { reason: "가".repeat(200) }))).toBe("OK");
  });

  test("where there is no fee", async () => {
    const t = await trip();
    await database().execute(
      sql`update reservation.reservations set created_at = clock_timestamp() where id = ${t.reservationId}`,
    );
    expect(await fieldsOf(quote(staff("AGENT"), t, { reason }))).toEqual({ "waiver.reason": "noFee" });
  });

  test("to a customer, and to staff without the permission, although they may cancel trips of their own", async () => {
    const t = await trip();
    expect(await codeOf(quote(t.ctx, t, { reason }))).toBe("FORBIDDEN");
    const scheduler: RequestContext = {
      actor: { kind: "STAFF", role: "SCHEDULER", id: t.customerId, email: "", address: "10.0.0.3" },
    };
    expect(await codeOf(quote(scheduler, t))).toBe("OK");
    expect(await codeOf(quote(scheduler, t, { reason }))).toBe("FORBIDDEN");
  });

  test("at the confirmation too: whoever has lost the permission may still cancel, but at the fee", async () => {
    const t = await trip();
    const offered = await quote(t.ctx, t);
    await database().execute(
      sql`update reservation.changes set waiver_reason = ${reason} where id = ${offered.quoteId}`,
    );
    expect(await codeOf(confirm(t.ctx, t, offered))).toBe("FORBIDDEN");
    expect(await codeOf(confirm(t.ctx, t, await quote(t.ctx, t)))).toBe("OK");
  });

  test("for a trip of one's own", async () => {
    const t = await trip();
    const agent: RequestContext = {
      actor: { kind: "STAFF", role: "AGENT", id: t.customerId, email: "", address: "10.0.0.3" },
    };
    expect(await fieldsOf(quote(agent, t, { reason }))).toEqual({ "waiver.reason": "ownFee" });
    expect(await codeOf(quote(agent, t))).toBe("OK");
  });

  test("to everybody but the agent whom it was quoted to, and once the role is gone", async () => {
    const t = await trip();
    const agent = staff("AGENT");
    const offered = await quote(agent, t, { reason });
    expect(await codeOf(confirm(t.ctx, t, offered))).toBe("QUOTE_EXPIRED");
    expect(await codeOf(confirm(staff("ADMIN"), t, offered))).toBe("QUOTE_EXPIRED");
    const { id } = agent.actor as { id: string };
    const demoted: RequestContext = {
      actor: { kind: "STAFF", role: "AUDITOR", id, email: "", address: "10.0.0.3" },
    };
    expect(await codeOf(confirm(demoted, t, offered))).toBe("FORBIDDEN");
    expect((await getBooking(t.ctx, t.reservationId)).status).toBe("CREATED");
    expect(await codeOf(confirm(agent, t, offered))).toBe("OK");
  });
});

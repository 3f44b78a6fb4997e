import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase, database } from "@/db/client";
import { auditLog, outbox } from "@/db/schema/shared";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { created, reservationData } from "@/server/shared/testing/events";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { adjustMiles, creditMiles } from ".";
import { expiresAt } from "./domain/accrual";
import { getMileageAccount, ledgerOfMember, listLedger, mileageAccountOf } from "./queries";
import { ledgerEntryView, mileageAccountView } from "./schemas";

afterAll(closeDatabase);

const agent = staff();
const adjustment = (miles: number, more: object = {}) => ({
  key: uuidv7(),
  memberId: uuidv7(),
  miles,
  reason: "누락 마일리지 사후 적립",
  ...more,
});
const balanceOf = async (memberId: string) => (await getMileageAccount(customerOf(memberId))).balanceMiles;
const eventsOf = (key: string) => database().select().from(outbox).where(eq(outbox.correlationId, key));

describe("an adjustment of miles", () => {
  test("moves the balance and writes ledger, audit row and event together, in both directions", async () => {
    const given = adjustment(1_500);
    await adjustMiles(agent, given);
    const taken = { ...adjustment(-400), memberId: given.memberId };
    await adjustMiles(agent, taken);
    expect(await balanceOf(given.memberId)).toBe(1_100);
    expect((await eventsOf(taken.key)).map(({ id, name, data }) => ({ id, name, data }))).toEqual([
      {
        id: taken.key,
        name: "mileage/mileage.adjusted",
        data: {
          memberId: given.memberId,
          adjustmentId: taken.key,
          deltaMiles: -400,
          balanceMiles: 1_100,
        },
      },
    ]);
    const audited = await database()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.entity, "mileage-account"), eq(auditLog.entityId, given.memberId)))
      .orderBy(auditLog.id);
    expect(audited.map(({ before, after }) => [before, after])).toMatchObject([
      [{ balanceMiles: 0 }, { balanceMiles: 1_500, miles: 1_500 }],
      [{ balanceMiles: 1_500 }, { balanceMiles: 1_100, miles: -400, adjustmentId: taken.key }],
    ]);
  });

  test("can be used at once, is valid as long as earned miles, and does not count for the tier", async () => {
    const given = adjustment(60_000);
    await adjustMiles(agent, given);
    const account = await mileageAccountOf(agent, given.memberId);
    expect(mileageAccountView.parse(account)).toMatchObject({
      usableMiles: 60_000,
      upcomingMiles: 0,
      qualifyingMiles: 0,
      standing: { tier: "BLUE" },
    });
    const [entry] = (await listLedger(customerOf(given.memberId), {})).items;
    expect(entry?.expiresAt).toEqual(expiresAt(entry?.usableFrom as Date));
  });

  test("is in the member's ledger without its reason, and in the staff's with it", async () => {
    const r = reservationData();
    await creditMiles(systemContext("test"), { created: [{ eventId: uuidv7(), reservation: created(r) }] });
    await adjustMiles(agent, adjustment(10, { memberId: r.customerId, reason: "사과의 뜻\n(지연)" }));
    const { items } = await listLedger(customerOf(r.customerId), {});
    expect(z.array(ledgerEntryView).parse(items)).toEqual(items);
    expect(items.map(({ kind }) => kind)).toEqual(["ADJUSTMENT", "ACCRUAL"]);
    const page = await ledgerOfMember(agent, { memberId: r.customerId, limit: 1 });
    expect(page.items).toMatchObject([{ kind: "ADJUSTMENT", reason: "사과의 뜻\n(지연)" }]);
    const rest = await ledgerOfMember(agent, { memberId: r.customerId, cursor: page.nextCursor });
    expect(rest).toMatchObject({ items: [{ kind: "ACCRUAL", reason: null }], nextCursor: null });
  });

  test("is booked once per key, also at 20 calls at once; another one with the key is refused", async () => {
    const given = adjustment(700);
    await Promise.all(Array.from({ length: 20 }, () => adjustMiles(agent, given)));
    expect(await balanceOf(given.memberId)).toBe(700);
    expect(await eventsOf(given.key)).toHaveLength(1);
    for (const other of [{ miles: 701 }, { reason: "다른 사유" }, { memberId: uuidv7() }])
      expect(await codeOf(adjustMiles(agent, { ...given, ...other }))).toBe("CONFLICT");
    expect(await codeOf(adjustMiles(staff(), given))).toBe("CONFLICT");
  });

  test("never takes the balance below zero: of ten deductions at once only one has room", async () => {
    const given = adjustment(100);
    await adjustMiles(agent, given);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        fieldsOf(adjustMiles(agent, adjustment(-60, { memberId: given.memberId }))),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    expect(outcomes.filter(Boolean)).toEqual(Array(9).fill({ miles: "balanceBelowZero" }));
    expect(await balanceOf(given.memberId)).toBe(40);
    expect((await listLedger(customerOf(given.memberId), {})).items).toHaveLength(2);
  });

  test.each([
    [{ miles: 0 }, { miles: "milesZero" }],
    [{ miles: 1.5 }, { miles: "milesWhole" }],
    [{ miles: undefined }, { miles: "required" }],
    [{ miles: Number.NaN }, { miles: "milesWhole" }],
    [{ miles: 1_000_001 }, { miles: "tooBig" }],
    [{ miles: -1_000_001 }, { miles: "tooBig" }],
    [{ reason: "  " }, { reason: "required" }],
    [{ reason: "ab" }, { reason: "tooShort" }],
    [{ reason: "a".repeat(501) }, { reason: "tooBig" }],
    [{ reason: "abc\u0007" }, { reason: "hiddenMark" }],
    [{ reason: "\u3164\u3164\u3164" }, { reason: "invalid" }],
  ])("is refused at its field: %j", async (wrong, fields) => {
    const input = adjustment(5, wrong);
    expect(await fieldsOf(adjustMiles(agent, input))).toEqual(fields);
    expect(await balanceOf(input.memberId)).toBe(0);
  });

  test("is only for staff with the permission, and never for one's own account", async () => {
    const input = adjustment(5);
    expect(await codeOf(adjustMiles(anonymous, input))).toBe("UNAUTHENTICATED");
    expect(await codeOf(adjustMiles(systemContext("test"), input))).toBe("UNAUTHENTICATED");
    expect(await codeOf(adjustMiles(customerOf(), input))).toBe("FORBIDDEN");
    const own = agent.actor.kind === "STAFF" ? agent.actor.id : "";
    expect(await fieldsOf(adjustMiles(agent, { ...input, memberId: own }))).toEqual({ miles: "ownMiles" });
    expect(await codeOf(ledgerOfMember(customerOf(), { memberId: uuidv7() }))).toBe("FORBIDDEN");
    expect(await codeOf(mileageAccountOf(customerOf(), uuidv7()))).toBe("FORBIDDEN");
  });
});

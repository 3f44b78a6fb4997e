import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { cancelled, created, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { creditMiles, reverseMiles } from ".";
import { getMileageAccount, listLedger, mileageOfReservation, milesHistory } from "./queries";
import { ledgerEntryView, mileageAccountView } from "./schemas";

const system = systemContext("test");
const reservation = reservationData();
const owner = customerOf(reservation.customerId);

beforeAll(async () => {
  const eventId = uuidv7();
  await creditMiles(system, { created: [{ eventId, reservation: created(reservation) }] });
  await reverseMiles(system, { cancelled: [{ eventId: uuidv7(), reservation: cancelled(reservation) }] });
});
afterAll(closeDatabase);

describe("a member", () => {
  test("reads their own account and ledger, in the shape of the schemas", async () => {
    const account = await getMileageAccount(owner);
    expect(mileageAccountView.parse(account)).toEqual(account);
    const { items } = await listLedger(owner, {});
    expect(items).toHaveLength(2);
    expect(z.array(ledgerEntryView).parse(items)).toEqual(items);
  });

  test("reads twelve months, the last one with what was earned and taken back in it", async () => {
    const months = await milesHistory(owner);
    expect(months).toHaveLength(12);
    const { balanceMiles } = await getMileageAccount(owner);
    const now = months.at(-1);
    expect(now?.balance).toBe(balanceMiles);
    expect(now?.earned).toBeGreaterThan(0);
    expect(now?.takenBack).toBe(now?.earned);
    expect((await milesHistory(customerOf())).every((month) => month.earned === 0)).toBe(true);
  });

  test("reads an empty account and ledger where another member has miles", async () => {
    for (const other of [customerOf(), staff()]) {
      expect(mileageAccountView.parse(await getMileageAccount(other)).balanceMiles).toBe(0);
      expect((await listLedger(other, {})).items).toEqual([]);
    }
  });

  test("has to sign in first, which the system cannot", async () => {
    for (const nobody of [anonymous, system]) {
      expect(await codeOf(getMileageAccount(nobody))).toBe("UNAUTHENTICATED");
      expect(await codeOf(listLedger(nobody, {}))).toBe("UNAUTHENTICATED");
      expect(await codeOf(milesHistory(nobody))).toBe("UNAUTHENTICATED");
    }
  });
});

describe("the miles of a reservation", () => {
  test("are read by its customer, by staff and by the system, in the shape of the schema", async () => {
    for (const ctx of [owner, staff(), system]) {
      const entries = await mileageOfReservation(ctx, reservation.reservationId);
      expect(entries.map(({ kind }) => kind)).toEqual(["ACCRUAL", "REVERSAL"]);
      expect(z.array(ledgerEntryView).parse(entries)).toEqual(entries);
    }
  });

  test("do not exist for another customer, and nobody reads them without signing in", async () => {
    expect(await codeOf(mileageOfReservation(customerOf(), reservation.reservationId))).toBe("NOT_FOUND");
    expect(await codeOf(mileageOfReservation(anonymous, reservation.reservationId))).toBe("UNAUTHENTICATED");
  });
});

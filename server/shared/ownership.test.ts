import { expect, test } from "vitest";
import type { Actor } from "./context";
import { readOwnRows } from "./ownership";
import { codeOf } from "./testing/outcome";

const traveller: Actor = { kind: "TRAVELLER", reservationId: "r1", grantId: "g1", address: "10.0.0.1" };
const rows = async () => [{ customerId: "c1", amount: 1 }];

test("a traveller reads the rows of the own trip, where they are open to travellers", async () => {
  expect(await readOwnRows(traveller, rows(), { openToTravellerOf: "r1" })).toEqual([{ amount: 1 }]);
});

test("a traveller reads no rows of another trip, and none that belong to the member", async () => {
  expect(await codeOf(readOwnRows(traveller, rows(), { openToTravellerOf: "r2" }))).toBe("UNAUTHENTICATED");
  expect(await codeOf(readOwnRows(traveller, rows()))).toBe("UNAUTHENTICATED");
});

test("an option for travellers opens nothing to other members", async () => {
  const other: Actor = { kind: "CUSTOMER", id: "c2", email: "", address: "" };
  expect(await codeOf(readOwnRows(other, rows(), { openToTravellerOf: "r1" }))).toBe("NOT_FOUND");
});

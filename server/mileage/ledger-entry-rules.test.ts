import { expect, test } from "vitest";
import { uuidv7 } from "@/server/shared/ids";
import { ledgerEntries } from "./ledger-entry-rules";

const [adult, infant] = [uuidv7(), uuidv7()];
const segment = (designator: string, changedTypes?: unknown) => ({
  id: uuidv7(),
  designator,
  origin: "GMP",
  destination: "CJU",
  arrivesAt: "2026-12-01T03:00:00.000Z",
  distanceMiles: 280,
  mileageRatePercent: 100,
  changedTypes,
});

test("an infant that turns two before the return flight has a seat on it and earns miles", () => {
  const reservation = {
    reservationId: uuidv7(),
    customerId: uuidv7(),
    locator: "BCDFGH",
    passengers: [
      { id: adult, type: "ADULT", name: null, ticketNumber: null },
      { id: infant, type: "INFANT", name: null, ticketNumber: null },
    ],
    segments: [segment("MA101"), segment("MA102", [{ passengerId: infant, type: "CHILD" }])],
  } as unknown as Parameters<typeof ledgerEntries>[2];
  const earned = ledgerEntries("ACCRUAL", uuidv7(), reservation);
  expect(earned.map(({ designator, passengerId }) => [designator, passengerId])).toEqual([
    ["MA101", adult],
    ["MA102", adult],
    ["MA102", infant],
  ]);
});

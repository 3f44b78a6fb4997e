import { expect, test } from "vitest";
import { milesOfExchange } from "@/server/mileage/domain/accrual";
import { reservationData, segmentData } from "@/server/shared/testing/events";
import { flightsBefore, type ReservationFacts } from "./reservation-facts";

test("flights before a change keep the types that passengers had on them, whatever they are now", () => {
  const { passengers, ...data } = reservationData(["ADULT", "INFANT", "INFANT"]);
  const [adult, grown, turning] = passengers.map(({ id }) => id) as [string, string, string];
  const legs = [
    segmentData(),
    { ...segmentData(), changedTypes: [{ passengerId: turning, type: "CHILD" as const }] },
  ];
  const before = { ...data, passengers, segments: legs } as unknown as ReservationFacts;
  // On the new first flight both are children.
  const now = passengers.map((each) => (each.id === adult ? each : { ...each, type: "CHILD" as const }));
  const flights = flightsBefore(before, { passengers: now });
  expect(flights.map(({ changedTypes }) => changedTypes)).toEqual([
    [
      { passengerId: grown, type: "INFANT" },
      { passengerId: turning, type: "INFANT" },
    ],
    [{ passengerId: grown, type: "INFANT" }],
  ]);
  const givenUp = legs.flatMap(({ id: segmentId }) =>
    [adult, grown, turning].map((passengerId) => ({ segmentId, passengerId })),
  );
  const { takenBack } = milesOfExchange({
    before: flights,
    ...{ segments: [], passengers: now, givenUp, gained: [] },
  });
  // Only the miles that the purchase had earned: no infant had a seat on the first flight.
  expect(takenBack.map(({ segment, passenger }) => [segment.id, passenger.id])).toEqual([
    [legs[0]?.id, adult],
    [legs[1]?.id, adult],
    [legs[1]?.id, turning],
  ]);
});

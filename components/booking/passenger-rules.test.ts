import { expect, it } from "vitest";
import { lacksSeats, passengersOn, typeOnFlight, typesOnTrip } from "./passenger-rules";
import type { BookedPassenger } from "./types";

const person = (position: number, segmentTypes: BookedPassenger["segmentTypes"]): BookedPassenger => ({
  id: `p${position}`,
  position,
  type: segmentTypes[0] ?? "ADULT",
  segmentTypes,
  surname: "KIM",
  givenName: "HAEUN",
  koreanName: null,
  birthDate: "2024-12-05",
  gender: "F",
  nationality: null,
  ticketNumber: null,
});
const party = [person(0, ["ADULT", "ADULT"]), person(1, ["INFANT", "CHILD"])];

it("knows a passenger's type on each flight, and all types on the trip", () => {
  expect(party.map((each) => [typeOnFlight(each, 0), typeOnFlight(each, 1)])).toEqual([
    ["ADULT", "ADULT"],
    ["INFANT", "CHILD"],
  ]);
  expect(party.map(typesOnTrip)).toEqual([["ADULT"], ["INFANT", "CHILD"]]);
});

it("gives a seat map no birth dates", () => {
  expect(passengersOn({ passengers: party, coupons: [] }, 1)[1]).toEqual({
    position: 1,
    type: "CHILD",
    surname: "KIM",
    givenName: "HAEUN",
  });
});

it("reports the missing seat of an infant who is a child on the flight back", () => {
  const segments = [{ position: 0 }, { position: 1 }];
  const seat = (segmentPosition: number, passengerPosition: number) => ({
    segmentPosition,
    passengerPosition,
    seat: "3A",
  });
  const seats = [seat(0, 0), seat(1, 0)];
  expect(lacksSeats({ passengers: party, segments, seats })).toBe(true);
  expect(lacksSeats({ passengers: party, segments, seats: [...seats, seat(1, 1)] })).toBe(false);
  expect(lacksSeats({ passengers: party, segments: [{ position: 0 }], seats })).toBe(false);
});

it("asks for no seat on a flight that was given up, and offers none", () => {
  const gone = {
    segmentPosition: 1,
    passengerPosition: 1,
    state: "REFUNDED" as const,
    ticketNumber: "9982100000001",
  };
  const coupons = [gone];
  expect(passengersOn({ passengers: party, coupons }, 1).map(({ position }) => position)).toEqual([0]);
  const segments = [{ position: 1 }];
  const seats = [{ segmentPosition: 1, passengerPosition: 0, seat: "3A" }];
  expect(lacksSeats({ passengers: party, segments, seats, coupons })).toBe(false);
  expect(lacksSeats({ passengers: party, segments, seats, coupons: [] })).toBe(true);
});

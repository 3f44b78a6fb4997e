import { expect, it } from "vitest";
import { lacksSeats } from "./lacks-seats";
import { passengersOn, typeOnFlight, typesOnTheWay } from "./type-on-flight";
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
  ticketNumber: null,
});
const party = [person(0, ["ADULT", "ADULT"]), person(1, ["INFANT", "CHILD"])];

it("knows what a passenger is on each flight, and on the way", () => {
  expect(party.map((each) => [typeOnFlight(each, 0), typeOnFlight(each, 1)])).toEqual([
    ["ADULT", "ADULT"],
    ["INFANT", "CHILD"],
  ]);
  expect(party.map(typesOnTheWay)).toEqual([["ADULT"], ["INFANT", "CHILD"]]);
});

it("tells a seat map no birth date", () => {
  expect(passengersOn(party, 1)[1]).toEqual({
    position: 1,
    type: "CHILD",
    surname: "KIM",
    givenName: "HAEUN",
  });
});

it("misses the seat of an infant that is a child on the way back, and only there", () => {
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

import { describe, expect, test } from "vitest";
import { openErrors } from "./use-answer";

const errors = {
  designator: "flightExists",
  origin: "required",
  destination: "sameAirport",
  departureDate: "inThePast",
  "fares.0.amount": "tooSmall",
};

describe("the errors of an answer", () => {
  test("stay until their field is changed", () => {
    expect(openErrors(errors, new Set())).toEqual(errors);
    expect(openErrors(errors, new Set(["periodTo"]))).toEqual(errors);
    expect(openErrors(errors, new Set(["fares"]))).not.toHaveProperty("fares.0.amount");
  });

  test("that concern two fields go when either changes, but an empty field stays an error", () => {
    const { designator, departureDate, ...others } = errors;
    expect(openErrors(errors, new Set(["origin"]))).toEqual({
      designator,
      departureDate,
    });
    expect(openErrors(errors, new Set(["departureTime"]))).toEqual(others);
  });
});

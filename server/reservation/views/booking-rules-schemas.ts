import { z } from "zod";

const permission = <const Reason extends string>(reasons: readonly Reason[]) =>
  z.discriminatedUnion("allowed", [
    z.strictObject({ allowed: z.literal(true) }),
    z.strictObject({ allowed: z.literal(false), reason: z.enum(reasons) }),
  ]);

/** BookingRules of domain/booking-rules.ts. */
export const bookingRules = z
  .strictObject({
    pay: permission(["HOLD_EXPIRED", "PASSENGERS_INCOMPLETE", "SALES_CLOSED", "FLIGHT_DEPARTED"]),
    release: permission(["HOLD_ENDED"]),
    enterPassengers: permission(["HOLD_EXPIRED"]),
    chooseSeats: permission(["HOLD_EXPIRED"]),
    chooseSeatsOn: z.array(permission(["HOLD_EXPIRED", "FLIGHT_DEPARTED"])).readonly(),
    changeSeatsOn: z.array(permission(["NOT_CREATED", "FLIGHT_CANCELLED", "FLIGHT_DEPARTED"])).readonly(),
    cancel: permission(["UNPAID", "CANCELLED", "DEPARTED"]),
    change: permission(["UNPAID", "CANCELLED", "DEPARTED"]),
    changeContact: permission(["NOT_CREATED", "FLIGHT_DEPARTED"]),
    correctName: permission(["NOT_CREATED", "FLIGHT_CANCELLED", "CHECK_IN_CLOSED"]),
    split: permission(["NOT_CREATED", "FLIGHT_CANCELLED", "DEPARTED", "ONE_PASSENGER"]),
  })
  .meta({ description: "What the customer may do with the booking now, and why not. Lists are by flight." });

import { z } from "zod";
import { cabin } from "@/server/reservation/term-schemas";
import { position } from "./field-schemas";

const seatProperty = z.enum([
  "window",
  "middle",
  "aisle",
  "exit",
  "extra-legroom",
  "near-lavatory",
  "near-galley",
]);

const seatPlace = z.strictObject({
  seat: z.string(),
  row: z.number().int(),
  column: z.string(),
  properties: z.array(seatProperty).readonly(),
  taken: z.boolean(),
});
export type SeatPlace = z.output<typeof seatPlace>;

export const seatMap = z
  .strictObject({
    segmentPosition: position,
    cabin,
    columns: z.string().meta({ description: "Seat letters from left to right, a blank for each aisle." }),
    seats: z.array(seatPlace),
    exit: z.strictObject({ fromAge: z.number().int().nullable(), positions: z.array(position) }).meta({
      description:
        "The age from which passengers may sit beside an exit, and which passengers of this party may, after accepting the conditions.",
    }),
    own: z
      .array(z.strictObject({ passengerPosition: position, seat: z.string() }))
      .meta({ description: "The seats of this party." }),
  })
  .meta({ description: "The seats of one cabin as they are now." });
export type SeatMap = z.output<typeof seatMap>;

import { z } from "zod";
import { cabin } from "@/server/reservation/term-schemas";
import { fixtureKinds } from "@/server/shared/cabin-layout";
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

const fixture = z
  .strictObject({
    beforeRow: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The row behind it; null behind the last row." }),
    kinds: z.array(z.enum(fixtureKinds)).readonly(),
  })
  .meta({ description: "What lies across the cabin between two rows." });

export const seatMap = z
  .strictObject({
    segmentPosition: position,
    cabin,
    columns: z.string().meta({ description: "Seat letters from left to right, a blank for each aisle." }),
    seats: z.array(seatPlace),
    // Optional: clients have answers of earlier releases, which had none of these.
    fixtures: z.array(fixture).readonly().optional(),
    wingRows: z.strictObject({ first: z.number().int(), last: z.number().int() }).nullable().optional().meta({
      description: "The rows beside the wing; null where there are none, or nobody recorded them.",
    }),
    isFront: z.boolean().optional().meta({ description: "The cabin is the first one of the aircraft." }),
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

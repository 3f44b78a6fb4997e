import { z } from "zod";
import { listCursor } from "@/server/shared/fields";

export const customerIds = z.array(z.uuid()).max(1_000);

export const customersByLastBookingInput = z.object({
  /** Only these customers; null for all. */
  among: customerIds.nullable(),
  descending: z.boolean().default(true),
  cursor: listCursor,
});
export type ListCustomersByLastBookingInput = z.input<typeof customersByLastBookingInput>;

export const listReservationsOfCustomerInput = z.object({ customerId: z.uuid(), cursor: listCursor });
export type ListReservationsOfCustomerInput = z.input<typeof listReservationsOfCustomerInput>;

import { z } from "zod";
import { contactInput } from "@/server/reservation/passengers/passenger-schemas";

export const changeContactInput = contactInput.extend({ reservationId: z.uuid() });
export type ChangeContactInput = z.input<typeof changeContactInput>;

/** The parts of a contact, as events name them. */
export const contactParts = z.enum(["EMAIL", "PHONE"]);
export type ContactPart = z.output<typeof contactParts>;

import { z } from "zod";
import { accountEmail } from "@/server/identity/account-schemas";
import { locales } from "@/server/shared/airline";
import { phoneNumber } from "@/server/shared/phone";

/** Long enough for a booking with a break. Afterwards a trip is opened by a one-time code. */
export const GUEST_HOURS = 12;

export const registerGuestInput = z.object({
  email: accountEmail,
  phone: phoneNumber.transform((phone, c) => {
    if (phone !== null) return phone;
    c.addIssue({ code: "custom", message: "required" });
    return z.NEVER;
  }),
  locale: z.enum(locales),
});
export type RegisterGuestInput = z.input<typeof registerGuestInput>;

/** Somebody who books without an account, as pages know them. */
export type Guest = { id: string; email: string; phone: string };

import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

const user = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  locale: z.enum(["ko", "en"]),
  role: z.enum(["CUSTOMER", "ADMIN"]),
});

/** An account was made: version 1 of its profile. */
export const userRegistered = defineEvent("identity/user.registered", 1, user);

/** A profile as it is after a change. Of two, the one with the higher `profileVersion` is the newer. */
export const userChanged = defineEvent(
  "identity/user.changed",
  1,
  user.extend({ change: z.enum(["LANGUAGE"]), profileVersion: z.number().int().min(2) }),
);

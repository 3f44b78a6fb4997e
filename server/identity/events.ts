import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { defineEvent } from "@/server/shared/events";
import { userRoles } from "@/server/shared/staff-permissions";

const user = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  locale: z.enum(locales),
  role: z.enum(userRoles),
});

/** An account was opened. This is version 1 of its profile. */
export const userRegistered = defineEvent("identity/user.registered", 1, user);

/** A profile after a change. A higher `profileVersion` is newer. */
export const userChanged = defineEvent(
  "identity/user.changed",
  1,
  user.extend({ change: z.enum(["LANGUAGE", "EMAIL"]), profileVersion: z.number().int().min(2) }),
);

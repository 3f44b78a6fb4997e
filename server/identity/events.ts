import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

export const userRegistered = defineEvent(
  "identity/user.registered",
  1,
  z.object({
    userId: z.uuid(),
    email: z.string(),
    name: z.string(),
    locale: z.enum(["ko", "en"]),
    role: z.enum(["CUSTOMER", "ADMIN"]),
  }),
);

import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const { giveBookingConsents, giveConsent, giveMemberConsents, withdrawConsent } = tracedVerbs(
  "consent",
  verbs,
);

import { expect, test } from "vitest";
import { signInLead } from "./sign-in-lead";

test.each([
  ["/ko", "signInLead"],
  ["/ko/trips", "signInLead"],
  ["/ko/flights?from=GMP&to=CJU", "signInLead"],
  ["/ko/flights?from=GMP&to=CJU&pick=7.SAVER", "signInLeadBooking"],
  ["/en/book/0190/review", "signInLeadBooking"],
  ["/ko/admin", "signInLeadAdmin"],
  ["/en/admin/flights?date=2026-12-01", "signInLeadAdmin"],
  ["/ko/administrators", "signInLead"],
])("who goes to %s is told %s", (next, lead) => expect(signInLead(next)).toBe(lead));

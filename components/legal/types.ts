import type { BOOKING_DOCUMENTS, MEMBER_DOCUMENTS } from "@/server/consent/schemas";

/** The documents that a form asks for. */
export type AskedName =
  | (typeof BOOKING_DOCUMENTS)[number]
  | (typeof MEMBER_DOCUMENTS.required)[number]
  | (typeof MEMBER_DOCUMENTS.optional)[number];

export type AskedDocument = { document: AskedName; version: string; required: boolean };

export type ConsentFaults = Partial<Record<AskedName, "consentMissing" | "consentOutdated">>;

/** What a form with consents is answered. */
export type ConsentState = {
  /** What is asked now: another version than before, when one came into force meanwhile. */
  documents: readonly AskedDocument[];
  /** The names that were ticked and still count. */
  agreed: readonly string[];
  faults: ConsentFaults;
};

import { z } from "zod";
import { locales } from "@/server/shared/airline";

/** The documents that the site publishes, in the order of its lists. Their names stand in addresses and in the API. */
export const legalDocumentNames = [
  "conditions-of-carriage",
  "fare-rules",
  "baggage",
  "terms-of-use",
  "privacy",
  "cookies",
  "marketing",
  "passport-data",
] as const;
export type LegalDocumentName = (typeof legalDocumentNames)[number];
export const legalDocumentName = z.enum(legalDocumentNames);

/** The Korean day from which a version is in force names the version. */
export const documentVersion = z.iso.date();

/** What a member agrees to: `required` to open an account, `optional` as they like. */
export const MEMBER_DOCUMENTS = {
  required: ["terms-of-use", "privacy"],
  optional: ["marketing"],
} as const satisfies Record<string, readonly LegalDocumentName[]>;

/** What each booking needs before it is paid: the contract, the passengers' data, and the price of a cancellation. */
export const BOOKING_DOCUMENTS = [
  "conditions-of-carriage",
  "privacy",
  "fare-rules",
] as const satisfies readonly LegalDocumentName[];

/** What a person may take back at once. The others belong to a contract: they end with the account or the trip. */
export const WITHDRAWABLE_DOCUMENTS = [
  "marketing",
  "passport-data",
] as const satisfies readonly LegalDocumentName[];

/** A document in the version that somebody saw and agreed to. */
export const statedConsent = z.object({
  document: legalDocumentName,
  version: documentVersion.meta({ description: "The version that the person saw." }),
});
export type StatedConsent = z.output<typeof statedConsent>;

/** More than there are documents; a list of them is never longer. */
const MAX_STATED = 20;
export const statedConsents = z.array(statedConsent).max(MAX_STATED);

/** Through what a consent came. STAFF: a member of staff recorded it for somebody else. */
export const consentChannels = ["WEB", "API", "STAFF"] as const;
export type ConsentChannel = (typeof consentChannels)[number];

const block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paragraph"), text: z.string() }),
  /** What has to stand out: the price of a cancellation, the no-show. */
  z.object({ kind: z.literal("notice"), text: z.string() }),
  z.object({ kind: z.literal("list"), items: z.array(z.string()) }),
  z.object({ kind: z.literal("table"), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
]);
export type LegalBlock = z.output<typeof block>;

export const legalText = z.object({
  title: z.string(),
  lead: z.string(),
  sections: z.array(z.object({ id: z.string(), heading: z.string(), blocks: z.array(block) })),
});
export type LegalText = z.output<typeof legalText>;

export const legalLanguage = z.enum(locales);

import { z } from "zod";
import { birthDate, gender, hangulName, nationality, ticketName } from "@/server/shared/person-fields";
import { phoneNumber } from "@/server/shared/phone";
import { documentNumber, issuingCountry } from "./passport-schemas";

export { formatPhone } from "@/server/shared/phone";

/** The version of the text `profile.passport.consentText`. A new text gets a new version, and is agreed to anew. */
export const PASSPORT_CONSENT = "2026-12" as const;

const key = z
  .uuid()
  .meta({ description: "Made by the page or client: the same key a second time writes nothing." });
const version = z
  .number()
  .int()
  .positive()
  .meta({ description: "The `version` that was seen. Another one is CONFLICT." });
const personId = z.uuid();

/** What a member keeps about a person: the fields of a passenger, and a telephone number. */
const personFields = {
  surname: ticketName,
  givenName: ticketName,
  koreanName: hangulName,
  birthDate: birthDate.meta({ description: "As `1990-05-05`." }),
  gender,
  nationality: nationality.meta({ description: "Two letters of ISO 3166-1." }),
  phone: phoneNumber.nullish().transform((v) => v ?? null),
};

/** `version` is that of the profile on the page; null when there was none. */
export const writeProfileInput = z.object({ ...personFields, version: version.nullable() });
export type WriteProfileInput = z.input<typeof writeProfileInput>;

export const registerCompanionInput = z.object({ ...personFields, key });
export type RegisterCompanionInput = z.input<typeof registerCompanionInput>;

export const changeCompanionInput = z.object({ ...personFields, id: personId, version });
export type ChangeCompanionInput = z.input<typeof changeCompanionInput>;

export const personIdInput = z.object({ id: personId });

export const storePassportInput = z.object({
  id: personId,
  number: documentNumber,
  country: issuingCountry,
  expiresOn: birthDate.meta({ description: "The last day on which it is valid, as `2030-05-05`." }),
  consent: z.literal(PASSPORT_CONSENT, { error: "consentNeeded" }).meta({
    description:
      "The version of the text that the member agreed to: a passport is kept only with a consent of its own.",
  }),
});
export type StorePassportInput = z.input<typeof storePassportInput>;

/** What is shown of a passport that is kept. Its number is shown only on request (`readPassport`). */
const keptPassport = z.strictObject({
  maskedNumber: z.string(),
  validity: z.enum(["VALID", "ENDS_SOON", "ENDED", "UNREADABLE"]).meta({
    description:
      "ENDS_SOON: within the months that many countries ask for. UNREADABLE: it has to be entered again.",
  }),
});

export const personView = z.strictObject({
  id: z.uuid(),
  relation: z.enum(["SELF", "COMPANION"]),
  surname: z.string(),
  givenName: z.string(),
  koreanName: z.string().nullable(),
  birthDate: z.string(),
  gender,
  nationality: z.string().nullable(),
  phone: z.string().nullable(),
  passport: keptPassport.nullable(),
  version: z.number().int(),
});
export type Person = z.output<typeof personView>;

export const profileView = z.strictObject({
  self: personView.nullable().meta({ description: "The member; null until entered." }),
  companions: z.array(personView),
  mostCompanions: z.number().int(),
});
export type Profile = z.output<typeof profileView>;

export const passportView = z.strictObject({
  number: z.string(),
  country: z.string(),
  expiresOn: z.string(),
});
export type Passport = z.output<typeof passportView>;

import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, instant, localDate } from "./columns";

export const profileSchema = pgSchema("profile");

/** The people whom a member keeps to book for: the member (SELF, at most once), and companions. */
export const people = profileSchema.table(
  "people",
  {
    id: uuid("id").primaryKey(),
    /** The account in identity that keeps the person. */
    ownerId: uuid("owner_id").notNull(),
    relation: text("relation").$type<"SELF" | "COMPANION">().notNull(),
    surname: text("surname").notNull(),
    givenName: text("given_name").notNull(),
    koreanName: text("korean_name"),
    birthDate: localDate("birth_date").notNull(),
    gender: text("gender").$type<"F" | "M">().notNull(),
    /** Two letters of ISO 3166-1; null when the person does not say. */
    nationality: text("nationality"),
    /** E.164. */
    phone: text("phone"),
    /** Number, issuing country and last day as JSON, sealed with DATA_KEY for this row alone. */
    passport: bytes("passport"),
    /** The version of the text to which the member agreed when the passport was stored. */
    passportConsent: text("passport_consent"),
    passportConsentAt: instant("passport_consent_at"),
    /** Grows by one with each change: of two changes of one version the second is refused. */
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("people_self").on(t.ownerId).where(sql`relation = 'SELF'`),
    index("people_owner").on(t.ownerId, t.createdAt, t.id),
    check(
      "people_passport",
      sql`(passport is null) = (passport_consent is null) and (passport is null) = (passport_consent_at is null)`,
    ),
  ],
);

/** The rules of profiles by dated rows. Of a kind the newest valid row counts. */
export const policies = profileSchema.table(
  "policies",
  {
    kind: text("kind").$type<"COMPANIONS" | "PASSPORT">().notNull(),
    validFrom: localDate("valid_from").notNull(),
    rules: jsonb("rules").$type<Record<string, number>>().notNull(),
    /** Who decided it, or where it is written. */
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.validFrom] })],
);

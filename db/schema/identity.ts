import { sql } from "drizzle-orm";
import { check, index, integer, pgSchema, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Locale } from "@/server/shared/airline";
import type { UserRole } from "@/server/shared/staff-permissions";
import { createdAt, instant } from "./columns";

export const identitySchema = pgSchema("identity");

export const users = identitySchema.table(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<UserRole>().notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    /** Grows by one with each change, so that readers of two events know the newer one. */
    profileVersion: integer("profile_version").notNull().default(1),
    /** scrypt, with its parameters and salt; null for people who come through an OAuth provider. */
    passwordHash: text("password_hash"),
    /** Grows when a member signs out everywhere: a session with a lower number has ended. */
    sessionVersion: integer("session_version").notNull().default(1),
    /** When somebody who reads the mail of the address said so; null until then. */
    emailConfirmedAt: instant("email_confirmed_at"),
    /** When the member had the account deleted; from then on the row holds a pseudonym. */
    erasedAt: instant("erased_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("users_email").on(sql`lower(${t.email})`),
    // The lists of the staff: created online, migrations/online.
    index("users_email_beginning").on(sql`lower(${t.email}) text_pattern_ops`),
    index("users_name_beginning").on(sql`lower(${t.name}) text_pattern_ops`),
    index("users_name_end").on(sql`reverse(lower(${t.name})) text_pattern_ops`),
    index("users_staff").on(t.id).where(sql`role <> 'CUSTOMER'`),
  ],
);

export const oauthAccounts = identitySchema.table(
  "oauth_accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("user_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("oauth_accounts_once").on(t.provider, t.providerAccountId),
    index("oauth_accounts_user").on(t.userId),
  ],
);

/**
 * The sessions that an account shows. Whether one is open is also a matter of `ended_sessions` and the user's session
 * version. Network address and browser are kept in coarse words only.
 */
export const sessions = identitySchema.table(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id").notNull(),
    /** The user's session version with which it is open. It counts before the one in the cookie. */
    version: integer("version").notNull(),
    browser: text("browser").notNull(),
    system: text("system").notNull(),
    /** A network, such as 203.0.113.0/24. */
    place: text("place").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    /** Written once in some minutes at most. */
    seenAt: instant("seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expired").on(t.expiresAt)],
);

/** Links that were sent by mail. The link itself is stored nowhere. */
export const mailedLinks = identitySchema.table(
  "mailed_links",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id").notNull(),
    purpose: text("purpose").notNull(),
    /** SHA-256 of 256 random bits. */
    tokenHash: text("token_hash").notNull(),
    /** The mailbox to which it was sent. */
    email: text("email").notNull(),
    /** The change of the address that it is about. */
    changeId: uuid("change_id"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** When it was used, or replaced by a newer link. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("mailed_links_token").on(t.tokenHash),
    // A new link ends the old one. Two changes of the address can both be stopped.
    uniqueIndex("mailed_links_open")
      .on(t.userId, t.purpose)
      .where(sql`ended_at is null and purpose <> 'STOP_EMAIL_CHANGE'`),
    index("mailed_links_user").on(t.userId),
    index("mailed_links_expired").on(t.expiresAt),
    check(
      "mailed_links_purpose",
      sql`purpose in ('CONFIRM_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL', 'STOP_EMAIL_CHANGE')`,
    ),
    check(
      "mailed_links_change",
      sql`(change_id is not null) = (purpose in ('CHANGE_EMAIL', 'STOP_EMAIL_CHANGE'))`,
    ),
  ],
);

/** Changes of an account's address: asked for, done, or ended before or after that. */
export const emailChanges = identitySchema.table(
  "email_changes",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id").notNull(),
    oldEmail: text("old_email").notNull(),
    newEmail: text("new_email").notNull(),
    createdAt: createdAt(),
    /** Until then the owner of the old address can undo it, and nobody else can open an account with that address. */
    stoppableUntil: instant("stoppable_until").notNull(),
    doneAt: instant("done_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("email_changes_open").on(t.userId).where(sql`ended_at is null and done_at is null`),
    index("email_changes_user").on(t.userId),
    index("email_changes_old").on(t.oldEmail),
    index("email_changes_stoppable").on(t.stoppableUntil),
  ],
);

/**
 * The sessions of people who book without an account. A reservation names its guest as its customer and has the contact itself, so
 * that this row can go once the session is over.
 */
export const guests = identitySchema.table(
  "guests",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    phone: text("phone").notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** When the guest left before that. */
    endedAt: instant("ended_at"),
  },
  (t) => [index("guests_expired").on(t.expiresAt)],
);

/** Sessions that were signed out of before their time: a copy of their cookie opens nothing. */
export const endedSessions = identitySchema.table(
  "ended_sessions",
  {
    id: uuid("id").primaryKey(),
    endedAt: instant("ended_at").notNull().defaultNow(),
  },
  (t) => [index("ended_sessions_at").on(t.endedAt)],
);

/** Where a member has signed in from with the password: wrong guesses elsewhere do not slow these places down. */
export const knownPlaces = identitySchema.table(
  "known_places",
  {
    userId: uuid("user_id").notNull(),
    /** A hash of the network address: whoever reads the table learns no addresses. */
    place: text("place").notNull(),
    signedInAt: instant("signed_in_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.place] }), index("known_places_at").on(t.signedInAt)],
);

import { sql } from "drizzle-orm";
import { index, integer, pgSchema, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
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

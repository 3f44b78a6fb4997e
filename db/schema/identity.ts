import { sql } from "drizzle-orm";
import { index, integer, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

export const identitySchema = pgSchema("identity");

export type Role = "CUSTOMER" | "ADMIN";

export const users = identitySchema.table(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    locale: text("locale").$type<"ko" | "en">().notNull(),
    /** Goes up by one with each change: readers of the events know which of two is the newer. */
    profileVersion: integer("profile_version").notNull().default(1),
    /** scrypt, with its parameters and salt; null for people who come through an OAuth provider. */
    passwordHash: text("password_hash"),
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

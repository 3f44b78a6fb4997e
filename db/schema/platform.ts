import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns";

export const platformSchema = pgSchema("platform");

/** Programs of partners that may call the API, each on behalf of one account. */
export const clients = platformSchema.table(
  "clients",
  {
    id: uuid("id").primaryKey(),
    /** The public name in requests for tokens: `msa_` and random letters. */
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    /** The account in identity that the client acts for. */
    userId: uuid("user_id").notNull(),
    scopes: text("scopes").array().notNull(),
    requestsPerMinute: integer("requests_per_minute").notNull(),
    /** How many unpaid holds its account may have at a time when it holds; null: as many as everybody. */
    unpaidHolds: integer("unpaid_holds"),
    /** How many holds its account may have made within an hour when it holds; null: as many as everybody. */
    holdsPerHour: integer("holds_per_hour"),
    /** Grows by one with each change of name, scopes or limit. */
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    createdBy: uuid("created_by").notNull(),
    disabledAt: instant("disabled_at"),
    /** The last request with a token, or for one; written at most once a minute. */
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    uniqueIndex("clients_client_id").on(t.clientId),
    index("clients_created").on(t.createdAt.desc(), t.id.desc()),
    check("clients_limit", sql`requests_per_minute between 1 and 10000`),
    check("clients_hold_caps", sql`unpaid_holds between 1 and 1000 and holds_per_hour between 1 and 10000`),
  ],
);

export const clientSecrets = platformSchema.table(
  "client_secrets",
  {
    id: uuid("id").primaryKey(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    /** SHA-256 of the secret. The secret has 256 random bits: a slow hash would protect it no better. */
    secretHash: bytes("secret_hash").notNull(),
    /** The end of the secret, so that people know which one it is. */
    lastFour: text("last_four").notNull(),
    createdAt: createdAt(),
    createdBy: uuid("created_by").notNull(),
    /** From then on it gets no token, and its tokens open nothing; null: it has no end. */
    expiresAt: instant("expires_at"),
    /** Written for processes of the version before, which let tokens live on without it. */
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    uniqueIndex("client_secrets_hash").on(t.secretHash),
    index("client_secrets_client").on(t.clientId, t.createdAt),
  ],
);

/** The keys that sign access tokens. */
export const signingKeys = platformSchema.table(
  "signing_keys",
  {
    /** The key's id in tokens: its RFC 7638 thumbprint. */
    kid: text("kid").primaryKey(),
    publicJwk: jsonb("public_jwk").$type<Record<string, unknown>>().notNull(),
    /** Sealed with DATA_KEY; null once the key is retired. */
    privateJwk: bytes("private_jwk"),
    createdAt: createdAt(),
    /** Published before, signs from then on. */
    usedFrom: instant("used_from").notNull(),
    /** No longer published: its last token has expired. */
    retiredAt: instant("retired_at"),
  },
  () => [check("signing_keys_private", sql`private_jwk is not null or retired_at is not null`)],
);

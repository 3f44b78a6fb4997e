import { z } from "zod";
import { emailAddress } from "@/server/shared/email";
import { pageNumber } from "@/server/shared/fields";
import { line } from "@/server/shared/text";
import { scopeNames } from "./scopes";

export { type Scope, scopeNames, scopes } from "./scopes";

const MAX_CLIENT_NAME_LENGTH = 80;
const MAX_REQUESTS_PER_MINUTE = 10_000;
const MAX_UNPAID_HOLDS = 1_000;
const MAX_HOLDS_PER_HOUR = 10_000;
export const DEFAULT_REQUESTS_PER_MINUTE = 300;
/** How long the old secret still works after a rotation, in hours. */
export const DEFAULT_OVERLAP_HOURS = 24;
const MAX_OVERLAP_HOURS = 7 * 24;

const clientFields = {
  name: line(MAX_CLIENT_NAME_LENGTH),
  scopes: z
    .array(z.enum(scopeNames))
    .min(1, "scopesRequired")
    .max(scopeNames.length)
    .transform((chosen) => scopeNames.filter((scope) => chosen.includes(scope))),
  requestsPerMinute: z.number().int("invalid").min(1).max(MAX_REQUESTS_PER_MINUTE),
  /** In place of the caps on unpaid holds of an account (docs/decisions/0030-caps-on-unpaid-holds.md). Null: those count. */
  unpaidHolds: z.number().int("invalid").min(1).max(MAX_UNPAID_HOLDS).nullable().default(null),
  holdsPerHour: z.number().int("invalid").min(1).max(MAX_HOLDS_PER_HOUR).nullable().default(null),
};
/** Whether the account that the client acts for is one of the airline's staff now: the caller has asked identity. */
const isStaffAccount = z.boolean();

export const registerClientInput = z.object({
  /** Made by the page: the same key a second time registers nothing. */
  key: z.uuid(),
  ...clientFields,
  userId: z.uuid(),
  isStaffAccount,
});
export type RegisterClientInput = z.input<typeof registerClientInput>;

/** What staff enter: the account by its e-mail address. */
export const registerClientForm = registerClientInput
  .omit({ userId: true, isStaffAccount: true })
  .extend({ email: emailAddress("emailInvalid").transform((address) => address.toLowerCase()) });
export type RegisterClientForm = z.input<typeof registerClientForm>;

/** `version` is that of the page: another one is CONFLICT. */
export const changeClientInput = z.object({
  id: z.uuid(),
  version: z.number().int().min(1),
  ...clientFields,
  isStaffAccount,
});
export type ChangeClientInput = z.input<typeof changeClientInput>;

export const changeClientForm = changeClientInput.omit({ isStaffAccount: true });
export type ChangeClientForm = z.input<typeof changeClientForm>;

export const clientIdInput = z.object({ id: z.uuid() });
export type ClientIdInput = z.input<typeof clientIdInput>;

export const rotateClientSecretInput = clientIdInput.extend({
  /** Made by the page: the same key a second time makes no other secret. */
  key: z.uuid(),
  /** How long the secrets that are valid now still work; 0: they and their tokens end at once. */
  keepHours: z.number().int("invalid").min(0).max(MAX_OVERLAP_HOURS),
});
export type RotateClientSecretInput = z.input<typeof rotateClientSecretInput>;

export const revokeClientSecretInput = clientIdInput.extend({ secretId: z.uuid() });
export type RevokeClientSecretInput = z.input<typeof revokeClientSecretInput>;

/** The id of a signing key: its thumbprint by SHA-256 (RFC 7638). */
export const KID = /^[\w-]{43}$/;
export const signingKeyIdInput = z.object({ kid: z.string().regex(KID) });
export type SigningKeyIdInput = z.input<typeof signingKeyIdInput>;

/**
 * A key of access tokens, without the key itself. SIGNS: new tokens. NEXT: it will. REPLACED: its tokens are still taken. FOREIGN:
 * DATA_KEY of the process does not open it, its tokens are taken. RETIRED: its tokens are refused.
 */
export const signingKeyView = z.strictObject({
  kid: z.string(),
  state: z.enum(["SIGNS", "NEXT", "REPLACED", "FOREIGN", "RETIRED"]),
  createdAt: z.date(),
  usedFrom: z.date(),
  retiredAt: z.date().nullable(),
});
export type ShownSigningKey = z.output<typeof signingKeyView>;

export const listClientsInput = z.object({ page: pageNumber });
export type ListClientsInput = z.input<typeof listClientsInput>;

/** What a client sends to get a token. Lenient on purpose: an impossible secret gets the same answer as a wrong one. */
export const issueAccessTokenInput = z.object({
  clientId: z.string().max(200),
  clientSecret: z.string().max(200),
  /** Names with blanks between them (RFC 6749, section 3.3). Null: all that the client has. */
  scope: z.string().max(1_000).nullable(),
});
export type IssueAccessTokenInput = z.input<typeof issueAccessTokenInput>;

/** An access token and what it opens. `expiresIn`: seconds. */
export type AccessToken = { token: string; expiresIn: number; scopes: string[] };

/** A new secret. Nobody can read it again. */
export type NewSecret = { id: string; clientId: string; secret: string };

/** A secret that is valid now, without the secret itself. */
const clientSecretView = z.strictObject({
  id: z.uuid(),
  lastFour: z.string(),
  createdAt: z.date(),
  /** Null: it has no end. */
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});

export const clientView = z.strictObject({
  id: z.uuid(),
  clientId: z.string(),
  name: z.string(),
  userId: z.uuid(),
  scopes: z.array(z.enum(scopeNames)),
  requestsPerMinute: z.number().int(),
  unpaidHolds: z.number().int().nullable(),
  holdsPerHour: z.number().int().nullable(),
  version: z.number().int(),
  createdAt: z.date(),
  disabledAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  /** Newest first. */
  secrets: z.array(clientSecretView),
});
export type Client = z.output<typeof clientView>;

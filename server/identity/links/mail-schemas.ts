import type { Locale } from "@/server/shared/airline";
import type { LinkPurpose } from "./link-rules";

/** What an e-mail about an account says. */
export type AccountMailKind =
  /** With a link. */
  | LinkPurpose
  /** Somebody wanted to open an account, or to move one to this address, which has an account. */
  | "ADDRESS_TAKEN"
  /** A new password was asked for; the account has none, and its owner signs in through `providers`. */
  | "SIGN_IN_BY_PROVIDER"
  | "PASSWORD_CHANGED"
  | "EMAIL_CHANGED"
  | "ACCOUNT_ERASED";

/**
 * An e-mail that has to be sent now. It is stored nowhere, because the token is a secret. It names nobody: whoever typed the
 * address may have typed the name too.
 */
export type AccountMail = {
  kind: AccountMailKind;
  to: string;
  locale: Locale;
  token?: string;
  /** The other address of a change, masked. */
  maskedEmail?: string;
  providers?: readonly string[];
};

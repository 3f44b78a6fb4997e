import type { Actor } from "./context";
import { hasPermission } from "./context";

/** An address with only its first letter and its domain: `m***@example.com`. The length of the name is not shown. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "***" : `${[...address][0]}***${address.slice(at)}`;
}

/** The address as the actor may see it: in full with the permission to read personal data, otherwise masked. */
export const shownEmail = (actor: Actor, address: string): string =>
  hasPermission(actor, "personal-data.read") ? address : maskEmail(address);

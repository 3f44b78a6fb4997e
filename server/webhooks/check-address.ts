import { lookup } from "node:dns/promises";
import { env } from "@/server/shared/env";
import { isPublicAddress, literalOf, urlProblem } from "./address-rules";

export type Address = { address: string; family: number };
/** Finds all addresses of a host name. @throws when there are none. */
export type Resolver = (hostname: string) => Promise<Address[]>;

const resolveHost: Resolver = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** The addresses that a connection may go to, or why there is none. */
export type CheckedAddresses = { addresses: Address[] } | { failure: "DNS" | "ADDRESS" };

/** Whether http and private addresses may be used: on a developer's machine and in tests (server/shared/env.ts). */
export const allowsPrivate = (): boolean => env().WEBHOOKS_ALLOW_PRIVATE;

/**
 * Looks the host of an endpoint up, once, and checks all of its addresses: one that is not public refuses them all. The caller
 * connects to these addresses and looks nothing up again, because a name can have other addresses a moment later.
 */
export async function checkAddress(url: URL, resolver: Resolver = resolveHost): Promise<CheckedAddresses> {
  const allowPrivate = allowsPrivate();
  if (urlProblem(url.href, { allowPrivate }) !== null) return { failure: "ADDRESS" };
  const addresses = await addressesOf(url.hostname, resolver);
  if (addresses.length === 0) return { failure: "DNS" };
  if (allowPrivate) return { addresses };
  return addresses.every(({ address }) => isPublicAddress(address)) ? { addresses } : { failure: "ADDRESS" };
}

async function addressesOf(hostname: string, resolver: Resolver): Promise<Address[]> {
  const literal = literalOf(hostname);
  if (literal !== null) return [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
  return resolver(hostname).catch(() => []);
}

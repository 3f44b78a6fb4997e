import { lookup } from "node:dns/promises";
import { env } from "@/server/shared/env";
import { type AddressOptions, isPublicAddress, literalOf, urlProblem } from "./address-rules";
import { type Address, type HostResolver, resolveHost } from "./resolve-host";

/** The addresses that a connection may go to, or why there is none. */
export type CheckedAddresses = { addresses: Address[] } | { failure: "DNS" | "ADDRESS" };

/** The look-up of a delivery. A developer's machine has names that no name server knows, such as localhost. */
const resolverOf = ({ allowPrivate }: AddressOptions): HostResolver =>
  allowPrivate ? (hostname) => lookup(hostname, { all: true }) : resolveHost;

/** Where webhooks may go, by the environment (server/shared/env.ts). */
export function addressOptions(): AddressOptions {
  const { WEBHOOKS_ALLOW_PRIVATE, WEBHOOKS_PORTS } = env();
  return { allowPrivate: WEBHOOKS_ALLOW_PRIVATE, ports: WEBHOOKS_PORTS };
}

/**
 * Looks the host of an endpoint up, once, and checks all of its addresses: one that is not public refuses them all. The caller
 * connects to these addresses and looks nothing up again, because a name can have other addresses a moment later.
 */
export async function checkAddress(
  url: URL,
  resolver: HostResolver = resolverOf(addressOptions()),
): Promise<CheckedAddresses> {
  const options = addressOptions();
  if (urlProblem(url.href, options) !== null) return { failure: "ADDRESS" };
  const addresses = await addressesOf(url.hostname, resolver);
  if (addresses.length === 0) return { failure: "DNS" };
  if (options.allowPrivate) return { addresses };
  return addresses.every(({ address }) => isPublicAddress(address)) ? { addresses } : { failure: "ADDRESS" };
}

async function addressesOf(hostname: string, resolver: HostResolver): Promise<Address[]> {
  const literal = literalOf(hostname);
  if (literal !== null) return [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
  return resolver(hostname).catch(() => []);
}

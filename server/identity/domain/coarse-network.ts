/** The network around IPv6 addresses has 48 bits: three groups of the /64 that `networkPlace` gives. */
const IPV6_GROUPS = 3;

/**
 * The network of a place (`networkPlace`), coarse enough to name no household: the /24 around an IPv4 address, the /48
 * around an IPv6 address. Empty for what is no address.
 */
export function coarseNetwork(place: string): string {
  const groups = place.split(":");
  if (groups.length > 1) return `${groups.slice(0, IPV6_GROUPS).join(":")}::/48`;
  const bytes = place.split(".");
  return bytes.length === 4 ? `${bytes.slice(0, 3).join(".")}.0/24` : "";
}

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Why the address of an endpoint is refused, as a key of the form's messages. */
export type AddressProblem =
  | "urlInvalid"
  | "urlNotHttps"
  | "urlHasUser"
  | "urlHasFragment"
  | "urlPort"
  | "urlPrivate";

/**
 * `allowPrivate`: http, private addresses and all ports may be used too, as on a developer's machine. `ports`: those that are
 * allowed otherwise.
 */
export type AddressOptions = { allowPrivate: boolean; ports: readonly number[] };

const HTTPS_PORT = 443;

/** Returns what is wrong with the address of an endpoint, or null. Its host name is not looked up here. */
export function urlProblem(text: string, { allowPrivate, ports }: AddressOptions): AddressProblem | null {
  if (!URL.canParse(text)) return "urlInvalid";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return "urlNotHttps";
  if (url.username !== "" || url.password !== "") return "urlHasUser";
  if (url.hash !== "" || text.includes("#")) return "urlHasFragment";
  if (allowPrivate) return null;
  if (!ports.includes(Number(url.port || HTTPS_PORT))) return "urlPort";
  const literal = literalOf(url.hostname);
  if (literal !== null) return isPublicAddress(literal) ? null : "urlPrivate";
  // A name without a dot is resolved inside of the own network.
  return url.hostname.replace(/\.$/, "").includes(".") ? null : "urlPrivate";
}

/** The IP address that a host name of a URL is; null for a name. */
export function literalOf(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? null : bare;
}

/** Public addresses that are none: IPv6 that carries an IPv4 address, and the host of a cloud's virtual machines. */
const REFUSED = ["::/96", "168.63.129.16/32"].map((range) => ipaddr.parseCIDR(range));

/**
 * Returns true for an address of the public internet: unicast, and no way to an address that is not. Private, loopback,
 * link-local (with the metadata services of clouds), shared (RFC 6598), reserved, multicast and tunnelled addresses (6to4,
 * NAT64, Teredo) are not.
 */
export function isPublicAddress(address: string): boolean {
  // The library also reads short forms, which mean other addresses to other readers.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  // An IPv4-mapped IPv6 address leads to the IPv4 address.
  const reached = ipaddr.process(address);
  if (reached.range() !== "unicast") return false;
  if ("zoneId" in parsed && parsed.zoneId !== undefined) return false;
  return ![parsed, reached].some((each) =>
    REFUSED.some(([range, bits]) => each.kind() === range.kind() && each.match([range, bits])),
  );
}

import { Resolver } from "node:dns/promises";

export type Address = { address: string; family: number };
/** Finds all addresses of a host name. @throws when there are none. */
export type HostResolver = (hostname: string) => Promise<Address[]>;

/** One name server has this long for one answer, and twice as long when it is asked again. */
const ANSWER_WITHIN_MS = 1_000;
const TRIES = 2;
/** The whole look-up ends by then, however many name servers there are. It leaves the request half of its ten seconds. */
const LOOKUP_WITHIN_MS = 5_000;

type LookupOptions = { servers?: string[]; withinMs?: number };

/**
 * Finds all addresses of a host, of both families, by asking the name servers of this machine. It does not use the system's
 * look-up (`dns.lookup`): that one keeps one of the process's four threads busy until the name server answers, so that four slow
 * name servers of partners would stop files and passwords too. It reads no /etc/hosts.
 *
 * @throws Error when neither family has an address, or nobody answers in time.
 */
export async function resolveHost(
  hostname: string,
  { servers, withinMs = LOOKUP_WITHIN_MS }: LookupOptions = {},
): Promise<Address[]> {
  // One for each look-up, so that ending it ends no other.
  const resolver = new Resolver({ timeout: ANSWER_WITHIN_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  const timer = setTimeout(() => resolver.cancel(), withinMs);
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    if (four.status === "rejected" && six.status === "rejected") throw four.reason;
    return [...addresses(four, 4), ...addresses(six, 6)];
  } finally {
    clearTimeout(timer);
  }
}

const addresses = (found: PromiseSettledResult<string[]>, family: 4 | 6): Address[] =>
  found.status === "fulfilled" ? found.value.map((address) => ({ address, family })) : [];

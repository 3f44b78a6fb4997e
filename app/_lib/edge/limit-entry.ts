import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { clientAddress } from "@/app/_lib/http/client-address";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";
import { countUse } from "@/server/shared/rate-limit";
import { ENTRY_LIMITS } from "./entry-limits";
import { TokenBuckets } from "./token-buckets";

const WINDOW_SECONDS = 60;

/** The limits of this process: those of ENTRY_LIMITS, unless the environment has others. */
function entryLimits() {
  const from = env();
  return {
    readsPerSecond: from.ENTRY_READS_PER_SECOND ?? ENTRY_LIMITS.readsPerSecond,
    readBurst: from.ENTRY_READ_BURST ?? ENTRY_LIMITS.readBurst,
    writesPerMinute: from.ENTRY_WRITES_PER_MINUTE ?? ENTRY_LIMITS.writesPerMinute,
    connections: from.ENTRY_CONNECTIONS ?? ENTRY_LIMITS.connections,
    connectionsPerAddress: from.ENTRY_CONNECTIONS_PER_ADDRESS ?? ENTRY_LIMITS.connectionsPerAddress,
  };
}

/**
 * The address that a request counts against, or null when it counts against none: a program of this machine. Of an
 * IPv6 address the network counts (64 bits), because one customer has all addresses in it.
 */
export function countedAddress(request: Pick<IncomingMessage, "headers" | "socket">): string | null {
  const address = env().TRUSTED_PROXY_HOPS > 0 ? forwarded(request) : connected(request.socket);
  if (address === "::1" || address.startsWith("127.")) return null;
  return address.includes(":") ? networkOf(address) : address;
}

const forwarded = ({ headers }: Pick<IncomingMessage, "headers">) =>
  clientAddress({ get: (name) => [headers[name] ?? null].flat()[0] ?? null });

const connected = ({ remoteAddress = "unknown" }: Pick<Socket, "remoteAddress">) =>
  remoteAddress.replace(/^::ffff:/i, "");

/** The first four groups of an IPv6 address, with the groups that `::` stands for written out. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array<string>(missing).fill("0"), ...groups(tail ?? "")];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

let reads: TokenBuckets | undefined;

/** Counts a read of an address in this process. @returns 0, or after how many seconds to ask again. */
export function limitRead(address: string): number {
  const { readsPerSecond, readBurst } = entryLimits();
  reads ??= new TokenBuckets(readsPerSecond, readBurst);
  return reads.take(address, performance.now());
}

/** Calls with a false signature: a few happen while a key is changed, a flood of them is an attack. */
const forged = new TokenBuckets(ENTRY_LIMITS.forgedPerSecond, ENTRY_LIMITS.forgedBurst);

/** Counts a call of an address whose signature was false, in this process. */
export const countForged = (address: string): void => void forged.take(address, performance.now());

/** @returns 0, or after how many seconds an address that has sent false signatures may make signed calls again. */
export const limitSigned = (address: string): number => forged.look(address, performance.now());

/** Addresses that write rarely cost the database nothing: only what a process sees above this share is counted there. */
const UNCOUNTED_SHARE = 0.1;

let window = { startedMs: 0, writes: new Map<string, number>() };

/**
 * Counts a write of an address, in all processes together. The count is in PostgreSQL as soon as this process has seen a
 * tenth of the limit within the minute: with ten processes an address can write twice the limit at most. While the database
 * does not answer, nothing is refused here: the work itself is then refused with 503.
 *
 * @returns 0, or after how many seconds to ask again.
 */
export async function limitWrite(address: string, nowMs = Date.now()): Promise<number> {
  const { writesPerMinute } = entryLimits();
  const startedMs = Math.floor(nowMs / (WINDOW_SECONDS * 1_000)) * WINDOW_SECONDS * 1_000;
  if (window.startedMs !== startedMs) window = { startedMs, writes: new Map() };
  const seen = (window.writes.get(address) ?? 0) + 1;
  window.writes.set(address, seen);
  const uncounted = Math.floor(writesPerMinute * UNCOUNTED_SHARE);
  if (seen <= uncounted) return 0;
  const uses = seen === uncounted + 1 ? seen : 1;
  const count = await countUse(`entry:${address}`, WINDOW_SECONDS, uses).catch(() => 0);
  return count > writesPerMinute ? Math.max(1, Math.ceil((startedMs - nowMs) / 1_000) + WINDOW_SECONDS) : 0;
}

/** Caps the open connections of a server, and those of one address where clients connect directly. */
export function limitConnections(server: Server): void {
  const { connections, connectionsPerAddress } = entryLimits();
  server.maxConnections = connections;
  if (env().TRUSTED_PROXY_HOPS > 0) return;
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const address = countedAddress({ headers: {}, socket });
    if (address === null) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > connectionsPerAddress) {
      log.warn({ connections: count - 1 }, "an address has too many connections: the next one is closed");
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}

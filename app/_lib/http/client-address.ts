import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/server/shared/env";

const HEADER = "x-forwarded-for";

/**
 * The address of the client, as far as somebody who can be trusted says so: each proxy appends the address
 * that it was asked from, so that with one proxy the last entry counts, with two the last but one. What
 * stands before that, the client may have made up. Without a usable address all clients count as one.
 */
export function clientAddress(from: Pick<Headers, "get">): string {
  const entries = from.get(HEADER)?.split(",") ?? [];
  const address = entries.at(-Math.max(1, env().TRUSTED_PROXY_HOPS))?.trim() ?? "";
  return isIP(address) ? address.replace(/^::ffff:/i, "") : "unknown";
}

/**
 * Where no proxy stands in front, nobody but the client can have sent the header: it is dropped before Next
 * sees the request, and Next puts the address of the connection in its place.
 */
export function dropForgedAddresses(): void {
  if (env().TRUSTED_PROXY_HOPS > 0) return;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers[HEADER];
  });
}

import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/server/shared/env";

const HEADER = "x-forwarded-for";

/**
 * The address of the client, from X-Forwarded-For. Each proxy appends the address that called it: with one proxy of ours
 * the last entry counts, with two the second last. The client may have invented the entries before that. Without a
 * usable address the result is "unknown", so that all such clients count as one.
 */
export function clientAddress(from: Pick<Headers, "get">): string {
  const entries = from.get(HEADER)?.split(",") ?? [];
  const address = entries.at(-Math.max(1, env().TRUSTED_PROXY_HOPS))?.trim() ?? "";
  return isIP(address) ? address.replace(/^::ffff:/i, "") : "unknown";
}

/**
 * Drops the header before Next sees the request, where no proxy stands in front of the site: only the client can have
 * sent it. Next then puts the address of the connection in its place.
 */
export function dropForgedAddresses(): void {
  if (env().TRUSTED_PROXY_HOPS > 0) return;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers[HEADER];
  });
}

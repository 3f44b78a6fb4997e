import { NextRequest } from "next/server";
import { SIGN_IN_BYTES } from "@/app/_lib/edge/body-limits";
import { textWithin } from "@/app/_lib/http/body";

/**
 * A copy of a request that next-auth can read. next-auth answers 500 to an invalid callback address, to a body that is
 * not JSON and to fields that are not text; the copy leaves them out.
 *
 * @throws AppError TOO_LARGE.
 */
export async function signInRequest(request: NextRequest): Promise<NextRequest> {
  const url = new URL(request.url);
  if (!isCallback(url.searchParams.get("callbackUrl"))) url.searchParams.delete("callbackUrl");
  if (request.method !== "POST") return new NextRequest(url, { headers: request.headers });
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/x-www-form-urlencoded");
  const text = await textWithin(request, SIGN_IN_BYTES);
  const fields = fieldsOf(request.headers.get("content-type") ?? "", text);
  if (!isCallback(fields.get("callbackUrl"))) fields.delete("callbackUrl");
  return new NextRequest(url, { method: "POST", headers, body: fields.toString() });
}

/** Returns true when next-auth can resolve the address: a path, or an address of http or https. */
export function isCallback(address: string | null): boolean {
  if (!address) return false;
  const base = address.startsWith("/") ? "http://site" : undefined;
  return URL.canParse(address, base) && /^https?:$/.test(new URL(address, base).protocol);
}

function fieldsOf(contentType: string, text: string): URLSearchParams {
  if (!contentType.startsWith("application/json")) return new URLSearchParams(text);
  const fields = new URLSearchParams();
  try {
    for (const [name, value] of Object.entries(JSON.parse(text) ?? {}))
      if (typeof value === "string") fields.set(name, value);
  } catch {
    // A body that is not JSON has no fields.
  }
  return fields;
}

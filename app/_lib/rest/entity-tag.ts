import { AppError } from "@/server/shared/errors";

/** The `ETag` of an order: its version. What changes without one, such as the countdown of a hold, is not in it. */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * The version that `If-Match` asks for; none without the header, or with `*`.
 *
 * @throws AppError PRECONDITION_FAILED for a tag that no order has.
 */
export function versionAsked(request: Request): { ifVersion?: number } {
  const asked = request.headers.get("if-match")?.trim();
  if (asked === undefined || asked === "*") return {};
  const version = /^"([1-9]\d{0,8})"$/.exec(asked)?.[1];
  if (version === undefined) throw new AppError("PRECONDITION_FAILED");
  return { ifVersion: Number(version) };
}

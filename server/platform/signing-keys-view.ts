import { desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { signingKeys } from "@/db/schema/platform";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { type ShownSigningKey, type SigningKeyIdInput, signingKeyIdInput } from "./schemas";
import { liveKeys } from "./signing-key-facts";
import { keyStates } from "./signing-key-rules";

/**
 * The keys of access tokens that are not retired, the one that is used last first.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function listSigningKeys(ctx: RequestContext): Promise<ShownSigningKey[]> {
  requirePermission(ctx.actor, "platform.read");
  const rows = await database()
    .select(columns)
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
    .orderBy(desc(signingKeys.usedFrom), desc(signingKeys.kid));
  return shown(rows);
}

/** A key of access tokens, also a retired one. @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND. */
export async function getSigningKey(ctx: RequestContext, input: SigningKeyIdInput): Promise<ShownSigningKey> {
  requirePermission(ctx.actor, "platform.read");
  const { kid } = parse(signingKeyIdInput, input);
  const rows = await database().select(columns).from(signingKeys).where(eq(signingKeys.kid, kid));
  const [key] = await shown(rows);
  if (!key) throw new AppError("NOT_FOUND");
  return key;
}

const columns = {
  kid: signingKeys.kid,
  createdAt: signingKeys.createdAt,
  usedFrom: signingKeys.usedFrom,
  retiredAt: signingKeys.retiredAt,
};

async function shown(rows: Omit<ShownSigningKey, "state">[]): Promise<ShownSigningKey[]> {
  const states = keyStates(await liveKeys(database()));
  return rows.map((row) => ({ ...row, state: row.retiredAt ? "RETIRED" : (states[row.kid] ?? "RETIRED") }));
}

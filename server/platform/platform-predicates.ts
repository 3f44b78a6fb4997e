import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { clientSecrets } from "@/db/schema/platform";

/** True for secrets that have not ended: they get tokens, and their tokens are taken. */
export const isLiveSecret: SQL = sql`(${clientSecrets.expiresAt} is null or ${clientSecrets.expiresAt} > clock_timestamp())`;

/** True for a last use that is to be written: the one that stands there is a minute old. */
export const isUseStale = (lastUsedAt: AnyPgColumn): SQL =>
  sql`(${lastUsedAt} is null or ${lastUsedAt} < clock_timestamp() - interval '1 minute')`;

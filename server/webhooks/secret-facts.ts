import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { secrets } from "@/db/schema/webhooks";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { open, seal } from "@/server/shared/secret-box";
import { SECRET_BYTES, secretText } from "./signature-rules";

const purposeOf = (id: string) => `webhook-secret:${id}`;

/** How long a repeated form is answered with its secret again: its first answer was lost. Afterwards nobody sees it. */
export const REPEAT_MINUTES = 10;

/** Makes a new secret for an endpoint. @param id of a form. @returns its text, which is shown once. */
export async function insertSecret({ tx }: TxContext, endpointId: string, id = uuidv7()): Promise<string> {
  const text = secretText(randomBytes(SECRET_BYTES));
  await tx.insert(secrets).values({ id, endpointId, sealed: seal(text, purposeOf(id)) });
  return text;
}

/**
 * The secret that a form made before; null when it made none.
 *
 * @throws AppError CONFLICT when it is another endpoint's, no longer the newest, or older than ten minutes.
 */
export async function secretOfKey({ tx }: TxContext, endpointId: string, id: string): Promise<string | null> {
  const { rows } = await tx.execute<{ sealed: Buffer; isShown: boolean }>(sql`
    select sealed, endpoint_id = ${endpointId} and ends_at is null
      and created_at > clock_timestamp() - make_interval(mins => ${REPEAT_MINUTES}) as "isShown"
    from webhooks.secrets where id = ${id}`);
  if (!rows[0]) return null;
  const text = rows[0].isShown ? open(rows[0].sealed, purposeOf(id)) : null;
  if (text === null) throw new AppError("CONFLICT");
  return text;
}

/** The secrets that sign for an endpoint now, the newest first. One that no key opens is left out. */
export async function liveSecrets(endpointId: string, db: Pick<TxContext["tx"], "execute"> = database()) {
  const { rows } = await db.execute<{ id: string; sealed: Buffer }>(sql`
    select id, sealed from webhooks.secrets
    where endpoint_id = ${endpointId} and (ends_at is null or ends_at > clock_timestamp())
    order by created_at desc, id desc`);
  return rows.flatMap(({ id, sealed }) => open(sealed, purposeOf(id)) ?? []);
}

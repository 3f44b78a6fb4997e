import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { secrets } from "@/db/schema/webhooks";
import type { TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { open, seal } from "@/server/shared/secret-box";
import { SECRET_BYTES, secretText } from "./signature-rules";

const purposeOf = (id: string) => `webhook-secret:${id}`;

/** Makes a new secret for an endpoint. @returns its text, which is shown once. */
export async function insertSecret({ tx }: TxContext, endpointId: string): Promise<string> {
  const id = uuidv7();
  const text = secretText(randomBytes(SECRET_BYTES));
  await tx.insert(secrets).values({ id, endpointId, sealed: seal(text, purposeOf(id)) });
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

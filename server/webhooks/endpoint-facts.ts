import { sql } from "drizzle-orm";
import type { DisabledCause, EndpointState } from "@/db/schema/webhooks";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { limitRate } from "@/server/shared/rate-limit";
import { urlProblem } from "./address-rules";
import { addressOptions, checkAddress } from "./check-address";
import type { HostResolver } from "./resolve-host";

export type LockedEndpoint = {
  id: string;
  name: string;
  url: string;
  eventTypes: string[] | null;
  accountId: string | null;
  accountEmail: string | null;
  state: EndpointState;
  disabledCause: DisabledCause | null;
  version: number;
};

/** Reads an endpoint and locks it until the transaction ends. @throws AppError NOT_FOUND. */
export async function lockEndpoint({ tx }: TxContext, endpointId: string): Promise<LockedEndpoint> {
  const { rows } = await tx.execute<LockedEndpoint>(sql`
    select id, name, url, event_types as "eventTypes", account_id as "accountId", account_email as "accountEmail",
      state, disabled_cause as "disabledCause", version
    from webhooks.endpoints where id = ${endpointId} for update`);
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return rows[0];
}

/**
 * Checks the address of an endpoint as each delivery does, and writes it in one form.
 *
 * @throws AppError INVALID_INPUT at `url`.
 */
export async function requireAddress(url: string, resolver?: HostResolver): Promise<string> {
  const problem = urlProblem(url, addressOptions());
  if (problem) throw refused(problem);
  const checked = await checkAddress(new URL(url), resolver);
  if ("failure" in checked) throw refused(checked.failure === "DNS" ? "urlUnknown" : "urlPrivate");
  return new URL(url).href;
}

const refused = (problem: string) => new AppError("INVALID_INPUT", { fieldErrors: { url: problem } });

const CALLS = 30;
const MINUTE_SECONDS = 60;

/** Each person makes the site look up or call at most so many addresses in a minute. @throws AppError RATE_LIMITED. */
export const limitCalls = (staffId: string): Promise<void> =>
  limitRate(`webhook-calls:${staffId}`, CALLS, MINUTE_SECONDS);

"use server";

import { after } from "next/server";
import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { EndpointFormState, EndpointValues } from "@/components/admin/webhooks/endpoint-form-state";
import { deliverQueued } from "@/inngest/relay/after-commit";
import { changePartnerEndpoint, registerPartnerEndpoint } from "@/server/flows/write-webhook-endpoint";
import { databaseClock } from "@/server/shared/database-clock";
import {
  deliverPing,
  redeliverEvent,
  redeliverMissed,
  rotateSecret,
  switchEndpoint,
} from "@/server/webhooks";
import {
  MAX_URL,
  type PingResult,
  type RedeliverOneInput,
  type RotateSecretInput,
  type SwitchEndpointInput,
} from "@/server/webhooks/schemas";

const LIST = "/[locale]/admin/webhooks";
const ENDPOINT = "/[locale]/admin/webhooks/[id]";
const DELIVERY = "/[locale]/admin/webhooks/[id]/deliveries/[delivery]";
const PAGES = { revalidate: [LIST, ENDPOINT, DELIVERY] };

/** Longer addresses than allowed are read too: the refusal then says that they are too long. */
const MAX_TYPED_URL = MAX_URL * 2;
const MAX_CHOSEN = 100;

function valuesOf(form: FormData): EndpointValues {
  const types = form.getAll("type").filter((type): type is string => typeof type === "string");
  return {
    name: textField(form, "name"),
    url: textField(form, "url", MAX_TYPED_URL),
    scope: textField(form, "scope") === "SOME" ? "SOME" : "ALL",
    types: types.slice(0, MAX_CHOSEN),
    account: textField(form, "account"),
  };
}

const fieldsOf = ({ name, url, scope, types, account }: EndpointValues) => ({
  ...{ name, url, account, eventTypes: scope === "ALL" ? null : types },
});

/** Registers an endpoint. The answer has its secret, which is shown once. */
export async function register(_: unknown, sent: FormData): Promise<EndpointFormState> {
  const form = formOf(sent);
  const values = valuesOf(form);
  const result = await runAction(
    (ctx) => registerPartnerEndpoint(ctx, { key: textField(form, "key"), ...fieldsOf(values) }),
    { revalidate: [LIST] },
  );
  return result.ok
    ? { values, refusal: null, saved: false, registered: result.data }
    : { values, refusal: result, saved: false, registered: null };
}

/** Changes an endpoint. */
export async function change(_: unknown, sent: FormData): Promise<EndpointFormState> {
  const form = formOf(sent);
  const values = valuesOf(form);
  const [endpointId, version] = [textField(form, "endpointId"), Number(textField(form, "version"))];
  const result = await runAction(
    (ctx) => changePartnerEndpoint(ctx, { endpointId, version, ...fieldsOf(values) }),
    { revalidate: [LIST, ENDPOINT, "/[locale]/admin/webhooks/[id]/edit"] },
  );
  return { values, refusal: result.ok ? null : result, saved: result.ok, registered: null };
}

/** Sends a test and waits for its answer. */
export async function ping(endpointId: string): Promise<ActionResult<PingResult>> {
  return runAction((ctx) => deliverPing(ctx, { endpointId }), PAGES);
}

/** Gives an endpoint a new secret, which is shown once. */
export async function rotate(input: RotateSecretInput): Promise<ActionResult<{ secret: string }>> {
  return runAction((ctx) => rotateSecret(ctx, input), { revalidate: [ENDPOINT] });
}

/** Disables an endpoint, or enables it. */
export async function switchState(input: SwitchEndpointInput): Promise<ActionResult<void>> {
  return runAction((ctx) => switchEndpoint(ctx, input), PAGES);
}

/** Sends one event again. */
export async function redeliver(input: RedeliverOneInput): Promise<ActionResult<void>> {
  const result = await runAction((ctx) => redeliverEvent(ctx, input), PAGES);
  if (result.ok) after(() => deliverQueued());
  return result;
}

/** Sends again what was given up in the last hours. */
export async function redeliverSince(
  endpointId: string,
  hours: number,
): Promise<ActionResult<{ queued: number; more: boolean }>> {
  const result = await runAction(async (ctx) => {
    const since = new Date((await databaseClock()).getTime() - hours * 3_600_000);
    return redeliverMissed(ctx, { endpointId, since });
  }, PAGES);
  if (result.ok) after(() => deliverQueued());
  return result;
}

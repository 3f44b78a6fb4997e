"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { clientInputOf, clientValuesOf } from "@/app/[locale]/admin/clients/client-entry";
import type { ChangeState } from "@/components/admin/clients/client-form";
import { changeClientOfAccount } from "@/server/flows/change-client-of-account";
import { disableClient, enableClient, revokeClientSecret, rotateClientSecret } from "@/server/platform";
import type { NewSecret, RevokeClientSecretInput, RotateClientSecretInput } from "@/server/platform/schemas";

const revalidate = ["/[locale]/admin/clients", "/[locale]/admin/clients/[id]"];

/** Changes name, scopes and limit of a client. */
export async function changeClient(before: unknown, sent: FormData): Promise<ChangeState> {
  const form = formOf(sent);
  const values = clientValuesOf(sent);
  const input = {
    ...clientInputOf(values),
    id: textField(form, "id"),
    version: Number(textField(form, "version")),
  };
  const answer = await runAction((ctx) => changeClientOfAccount(ctx, input), { revalidate });
  const done = doneBefore(before);
  return answer.ok ? { values, refusal: null, done: done + 1 } : { values, refusal: answer, done };
}

/** Anybody can call an action with any state. */
function doneBefore(state: unknown): number {
  const done = typeof state === "object" && state !== null && "done" in state ? Number(state.done) : 0;
  return Number.isSafeInteger(done) && done >= 0 ? done : 0;
}

/** Gives a client a new secret. @returns it this once. */
export async function rotateSecret(input: RotateClientSecretInput): Promise<ActionResult<NewSecret>> {
  return runAction((ctx) => rotateClientSecret(ctx, input), { revalidate });
}

/** Ends a secret and its tokens at once. */
export async function revokeSecret(input: RevokeClientSecretInput): Promise<ActionResult<void>> {
  return runAction((ctx) => revokeClientSecret(ctx, input), { revalidate });
}

/** Disables a client, or enables it again. */
export async function changeState(id: string, isEnabled: boolean): Promise<ActionResult<void>> {
  return runAction((ctx) => (isEnabled === true ? enableClient : disableClient)(ctx, { id }), { revalidate });
}

"use server";

import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { clientInputOf, clientValuesOf } from "@/app/[locale]/admin/clients/client-entry";
import { emptyClient, type RegisterState } from "@/components/admin/clients/client-form";
import { registerClientOfAccount } from "@/server/flows/register-client-of-account";

/** Registers a client. @returns its secret this once, or the refusal with what was typed. */
export async function registerClient(_before: unknown, sent: FormData): Promise<RegisterState> {
  const values = clientValuesOf(sent);
  const input = {
    ...clientInputOf(values),
    key: textField(formOf(sent), "key"),
    email: values.email,
  };
  const answer = await runAction((ctx) => registerClientOfAccount(ctx, input), {
    revalidate: ["/[locale]/admin/clients"],
  });
  if (!answer.ok) return { values, refusal: answer, made: null };
  const { id, clientId, secret } = answer.data;
  return { values: emptyClient, refusal: null, made: { id, clientId, secret } };
}

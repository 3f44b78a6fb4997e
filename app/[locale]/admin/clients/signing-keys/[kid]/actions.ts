"use server";

import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { RetireKeyState } from "@/components/admin/clients/retire-key-form";
import { retireSigningKey } from "@/server/platform";

/** Retires a signing key at once. The page then shows it as retired. */
export async function retireKey(_before: unknown, sent: FormData): Promise<RetireKeyState> {
  const kid = textField(formOf(sent), "kid");
  const answer = await runAction((ctx) => retireSigningKey(ctx, { kid }), {
    revalidate: ["/[locale]/admin/clients", "/[locale]/admin/clients/signing-keys/[kid]"],
  });
  return { refusal: answer.ok ? null : answer };
}

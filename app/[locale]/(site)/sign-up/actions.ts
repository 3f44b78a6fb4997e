"use server";

import { runAction } from "@/app/_lib/action";
import { registerUser } from "@/server/identity";
import type { RegisterUserInput } from "@/server/identity/schemas";

export async function register(
  locale: RegisterUserInput["locale"],
  person: Omit<RegisterUserInput, "locale">,
) {
  const result = await runAction((ctx) => registerUser(ctx, { ...person, locale }));
  // The form needs to know that it worked, not who was registered.
  return result.ok ? { ok: true as const } : result;
}

"use client";

import { useFormAction } from "@/components/forms/use-form-action";
import { CredentialsForm, type CredentialsState } from "./credentials-form";

/** E-mail and password. `next` is where the person goes afterwards: a path of this site. */
export function SignInForm({
  next,
  refusal,
  signIn,
}: {
  next: string;
  refusal?: string;
  /** The page's server action. */
  signIn: (state: CredentialsState, form: FormData) => Promise<CredentialsState>;
}) {
  const [state, submit] = useFormAction<CredentialsState>(signIn, { email: "", refusal }, (form) => ({
    email: String(form.get("email") ?? ""),
    refusal: "UNAVAILABLE",
  }));
  return <CredentialsForm purpose="signIn" next={next} state={state} action={submit} />;
}

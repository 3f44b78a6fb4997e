"use client";

import { useActionState } from "react";
import { CredentialsForm, type CredentialsState } from "./credentials-form";
import { signInWithPassword } from "./sign-in-with-password";

/** E-mail and password. `next` is where a signed-in person goes: a path of this site. */
export function SignInForm({ next, refusal }: { next: string; refusal?: string }) {
  const [state, submit] = useActionState(
    async (_: CredentialsState, form: FormData): Promise<CredentialsState> => {
      const email = String(form.get("email") ?? "").trim();
      const password = String(form.get("password") ?? "");
      const fieldErrors = {
        ...(email === "" && { email: "required" }),
        ...(password === "" && { password: "required" }),
      };
      if (Object.keys(fieldErrors).length > 0) return { email, fieldErrors };
      const code = await signInWithPassword(email, password);
      if (code) return { email, refusal: code };
      // A full load: everything on the page may look different to a member.
      window.location.assign(next);
      return { email };
    },
    { email: "", refusal },
  );
  return <CredentialsForm purpose="signIn" state={state} action={submit} />;
}

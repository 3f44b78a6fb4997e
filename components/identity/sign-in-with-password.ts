import { signIn } from "next-auth/react";

/** Signs in without leaving the page. @returns the code of the refusal, or null when it went well. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    return result?.ok ? null : (result?.error ?? "INTERNAL");
  } catch {
    return "UNAVAILABLE";
  }
}

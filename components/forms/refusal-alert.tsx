"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

const told = [
  "BAD_CREDENTIALS",
  "RATE_LIMITED",
  "EMAIL_TAKEN",
  "FORBIDDEN",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
type Told = (typeof told)[number];

const isTold = (code: string): code is Told => (told as readonly string[]).includes(code);

/** Why signing in or up did not work. A code of the sign-in library means that its way was not finished. */
export function RefusalAlert({ during, code }: { during: "signIn" | "signUp"; code?: string }) {
  const t = useTranslations("identity");
  if (!code) return null;
  return (
    <Alert live tone="danger" title={t(`refusedTitle.${during}`)}>
      {t(`refused.${isTold(code) ? code : "PROVIDER"}`)}
    </Alert>
  );
}

"use client";

import { useTranslations } from "next-intl";

const known = [
  "required",
  "emailInvalid",
  "emailTaken",
  "passwordTooShort",
  "passwordTooEasy",
  "tooBig",
] as const;
type Known = (typeof known)[number];

const isKnown = (key: string): key is Known => (known as readonly string[]).includes(key);

/** From a field error's key to the sentence under the field. */
export function useFieldMessage(): (key: string | undefined) => string | undefined {
  const t = useTranslations("identity");
  return (key) => (key === undefined ? undefined : t(`field.${isKnown(key) ? key : "invalid"}`));
}

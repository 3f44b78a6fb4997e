"use client";

import { useTranslations } from "next-intl";

const known = [
  "required",
  "emailInvalid",
  "emailTaken",
  "passwordTooShort",
  "passwordTooEasy",
  "hiddenCharacter",
  "nameInvisible",
  "tooBig",
] as const;
type Known = (typeof known)[number];

const isKnown = (key: string): key is Known => (known as readonly string[]).includes(key);

/** From a field and its error's key to the sentence under it. */
export function useFieldMessage(): (
  field: "email" | "password" | "name",
  key: string | undefined,
) => string | undefined {
  const t = useTranslations("identity");
  return (field, key) =>
    key === undefined ? undefined : t(`field.${isKnown(key) ? key : "invalid"}`, { field });
}

"use client";

import { useMessages, useTranslations } from "next-intl";
import { knownKey } from "@/components/ui/known-key";

/**
 * Returns the sentence under a field: it names the field and says what to do. Undefined without an error.
 *
 * @param path of the field as the server reports it, such as `departureTime` or `fares.0.amount`. Its last part
 *   chooses the words for `{field}`.
 * @param error is a key of `<namespace>.fieldErrors`. A key without a sentence there counts as `invalid`.
 */
type FieldMessage = (path: string, error: string | undefined) => string | undefined;

export function useFieldMessage(namespace: "admin" | "change" | "identity" | "profile"): FieldMessage {
  const t = useTranslations(`${namespace}.fieldErrors`);
  const known = Object.keys(useMessages()[namespace].fieldErrors) as Parameters<typeof t>[0][];
  return (path, error) =>
    error === undefined
      ? undefined
      : t(knownKey(known, error, "invalid"), { field: path.split(".").at(-1) ?? "" });
}

"use client";

import { useMessages, useTranslations } from "next-intl";
import { knownKey } from "@/components/ui/known-key";

/** The key for all other codes. Other codes during sign-in are those of the sign-in library. */
const otherwise = { admin: "INTERNAL", identity: "PROVIDER", profile: "INTERNAL" } as const;

export type RefusalNamespace = keyof typeof otherwise;

/** Returns the sentence for an error code, from `<namespace>.refused`: what happened, and what to do. */
export function useRefusalText(namespace: RefusalNamespace): (code: string) => string {
  const t = useTranslations(`${namespace}.refused`);
  const known = Object.keys(useMessages()[namespace].refused) as Parameters<typeof t>[0][];
  return (code) => t(knownKey(known, code, otherwise[namespace]));
}

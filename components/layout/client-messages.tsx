import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { loadMessages, type Namespace } from "@/i18n/messages";

const always: readonly Namespace[] = ["common", "layout", "errors"];

/**
 * Sends messages to the browser for the client components inside. The root layout sends
 * `common`, `layout` and `errors`; a segment whose client components speak more wraps itself in
 * this and names its namespaces. Server components need nothing: they read every namespace.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly Namespace[];
  children: ReactNode;
}) {
  const all = await loadMessages(await getLocale());
  const chosen = Object.fromEntries([...always, ...namespaces].map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={chosen}>{children}</NextIntlClientProvider>;
}

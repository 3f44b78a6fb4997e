import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { loadMessages, type Namespace } from "@/i18n/messages";

const always: readonly Namespace[] = ["common", "layout", "errors"];

/**
 * Sends translations to the browser for the client components inside. The root layout sends `common`, `layout` and
 * `errors`; a segment whose client components need more wraps itself in this and names the namespaces. Server
 * components read every namespace without it.
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

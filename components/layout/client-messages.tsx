import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { clientMessages, type MessageEntry } from "@/i18n/client-messages";
import { loadMessages } from "@/i18n/messages";
import { MoreMessages } from "./more-messages";

const ROOT: MessageEntry = "app/[locale]/layout.tsx";

/**
 * Sends the messages to the browser that the client components of a page or layout read, beside those that the layouts
 * above have sent. Which ones: `npm run client-messages -- --write`. Server components read every message without it.
 */
export async function ClientMessages({ of, children }: { of: MessageEntry; children: ReactNode }) {
  const messages = clientMessages(of, await loadMessages(await getLocale()));
  if (of === ROOT) return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
  return <MoreMessages messages={messages}>{children}</MoreMessages>;
}

/** A page that sends its messages. `of`: the page's file. */
export function withClientMessages<P extends object>(
  of: MessageEntry,
  Page: (props: P) => ReactNode | Promise<ReactNode>,
) {
  return function PageWithMessages(props: P) {
    return (
      <ClientMessages of={of}>
        <Page {...props} />
      </ClientMessages>
    );
  };
}

"use client";

import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ComponentProps, type ReactNode, useMemo } from "react";
import { type MessageTree, mergeMessages } from "./merge-messages";

type Messages = ComponentProps<typeof NextIntlClientProvider>["messages"];

/** Adds messages to those of the layouts around. */
export function MoreMessages({ messages, children }: { messages: MessageTree; children: ReactNode }) {
  const outer: MessageTree = useMessages();
  const all = useMemo(() => mergeMessages(outer, messages) as Messages, [outer, messages]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={all}>
      {children}
    </NextIntlClientProvider>
  );
}

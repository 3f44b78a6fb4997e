"use client";

import { useMessages, useTranslations } from "next-intl";

const contexts = ["schedule", "reservation", "payment", "mileage", "notification", "identity"] as const;

/** The airline's words for events and reactions; one that is new here keeps its technical name. */
export function useSagaNames() {
  const { admin } = useMessages();
  const t = useTranslations("admin.contexts");
  const events: Record<string, string> = admin.eventNames;
  const reactions: Record<string, string> = admin.reactionNames;
  return {
    event: (name: string) => events[name.split("/").at(-1)?.replace(".", "-") ?? ""] ?? name,
    reaction: (functionId: string) => reactions[functionId] ?? functionId,
    context: (eventName: string) => {
      const known = contexts.find((context) => eventName.startsWith(`${context}/`));
      return known ? t(known) : eventName;
    },
  };
}

"use client";

import { useMessages, useTranslations } from "next-intl";

const contexts = ["schedule", "reservation", "payment", "mileage", "notification", "identity"] as const;

/** The airline's words for events, reactions, steps and contexts. What has no word keeps its technical name. */
export function useSagaNames() {
  const t = useTranslations("admin.contexts");
  const events: Record<string, string> = useMessages().admin.eventNames;
  const reactions: Record<string, string> = useMessages().admin.reactionNames;
  const steps: Record<string, string> = useMessages().admin.stepNames;
  const sagaText = useTranslations("admin.saga");
  return {
    event: (name: string) => events[name.split("/").at(-1)?.replace(".", "-") ?? ""] ?? name,
    reaction: (functionId: string) => reactions[functionId] ?? functionId,
    /** A step that runs several times has its number at the end of its code: `cancel-reservations-2`. */
    step: (code: string) => {
      const [, base = code, part] = /^(.*?)(?:-(\d+))?$/.exec(code) ?? [];
      const name = steps[base];
      if (!name) return code;
      return part && Number(part) > 1 ? sagaText("stepPart", { name, part }) : name;
    },
    context: (eventName: string) => {
      const known = contexts.find((context) => eventName.startsWith(`${context}/`));
      return known ? t(known) : eventName;
    },
  };
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Countdown } from "@/components/ui/countdown";
import { useRouter } from "@/i18n/navigation";

/** When each answer of the server was first seen here: going back shows an old answer again. */
const firstSeen = new Map<string, number>();

/** The server's time now, going by an answer that may have been kept for a while. */
function serverTimeOf(answeredAt: string): string {
  const seenAt = firstSeen.get(answeredAt) ?? Date.now();
  if (typeof window !== "undefined") firstSeen.set(answeredAt, seenAt);
  return new Date(Date.parse(answeredAt) + Date.now() - seenAt).toISOString();
}

/** The time left to pay. Going back and forth never resets it; at its end the page tells what happened. */
export function HoldCountdown({ deadline, serverNow }: { deadline: string; serverNow: string }) {
  const t = useTranslations("booking");
  const router = useRouter();
  const [now] = useState(() => serverTimeOf(serverNow));
  return (
    <Countdown deadline={deadline} serverNow={now} label={t("timeToPay")} onExpire={() => router.refresh()} />
  );
}

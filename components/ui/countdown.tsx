"use client";

import { clsx } from "clsx";
import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { formatRemaining, minutesToAnnounce, serverTimeOf } from "./countdown-time";

/**
 * The time left until a deadline, by the server's clock: `serverNow` is when the page was made; the device only
 * measures the time since then. The back button does not set it back. It is announced at 5, 2 and 1 minutes.
 */
export function Countdown({
  deadline,
  serverNow,
  label,
  onExpire,
}: {
  deadline: string;
  serverNow: string;
  label?: string;
  onExpire?: () => void;
}) {
  const t = useTranslations("common");
  const atRender = useMemo(() => Date.parse(deadline) - serverTimeOf(serverNow), [deadline, serverNow]);
  const [remainingMs, setRemainingMs] = useState(atRender);
  const [spokenMinutes, setSpokenMinutes] = useState<number | null>(null);
  const expire = useEffectEvent(() => onExpire?.());
  useEffect(() => {
    const startedAt = Date.now();
    let before = atRender;
    const tick = () => {
      const left = atRender - (Date.now() - startedAt);
      const minutes = minutesToAnnounce(before, left);
      if (minutes !== null) setSpokenMinutes(minutes);
      before = left;
      setRemainingMs(left);
      if (left > 0) return;
      clearInterval(timer);
      expire();
    };
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [atRender]);
  const over = remainingMs <= 0;
  return (
    <div
      className={clsx(
        "inline-flex items-center gap-2 rounded-full border border-current/20 px-3 py-1.5 text-sm font-semibold",
        remainingMs <= 120_000 ? "bg-warning-soft text-warning-text" : "bg-brand-soft text-brand-text",
      )}
    >
      <Timer aria-hidden className="size-4.5" />
      <span role="timer" aria-live="off">
        {label ?? t("timeLeft")} {formatRemaining(remainingMs)}
      </span>
      <span role="status" className="sr-only">
        {over ? t("timeOver") : spokenMinutes && t("minutesLeft", { minutes: spokenMinutes })}
      </span>
    </div>
  );
}

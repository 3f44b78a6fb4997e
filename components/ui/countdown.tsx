"use client";

import { clsx } from "clsx";
import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { announce } from "./announcer-store";
import { formatRemaining, minutesToAnnounce, serverTimeOf } from "./countdown-time";

/**
 * The time left until a deadline, by the server's clock: `serverNow` is when the page was made; the device only
 * measures the time since then. The back button does not set it back. It is announced at 10, 5, 2 and 1 minutes, and at its
 * end.
 */
export function Countdown({
  deadline,
  serverNow,
  label,
  compact = false,
  onExpire,
}: {
  deadline: string;
  serverNow: string;
  label?: string;
  /** Shows the clock alone on a phone; the label is still read aloud. */
  compact?: boolean;
  onExpire?: () => void;
}) {
  const t = useTranslations("common");
  const name = label ?? t("timeLeft");
  const remainingMs = useRemaining({ deadline, serverNow, name, onExpire });
  return (
    <div
      className={clsx(
        "inline-flex items-center gap-2 rounded-full border border-current/20 px-3 py-1.5 text-sm font-semibold",
        remainingMs <= 120_000 ? "bg-warning-soft text-warning-text" : "bg-brand-soft text-brand-text",
      )}
    >
      <Timer aria-hidden className="size-4.5" />
      <span role="timer" aria-live="off">
        <span className={clsx(compact && "max-sm:sr-only")}>{name}</span> {formatRemaining(remainingMs)}
      </span>
    </div>
  );
}

/** The time that is left in ms, once a second. Says the marks and the end aloud, by `name`. */
function useRemaining({
  deadline,
  serverNow,
  name,
  onExpire,
}: {
  deadline: string;
  serverNow: string;
  name: string;
  onExpire: (() => void) | undefined;
}): number {
  const t = useTranslations("common");
  const atRender = useMemo(() => Date.parse(deadline) - serverTimeOf(serverNow), [deadline, serverNow]);
  const [remainingMs, setRemainingMs] = useState(atRender);
  const speak = useEffectEvent((minutes: number) => announce(t("minutesLeft", { name, minutes })));
  const expire = useEffectEvent(() => {
    announce(t("timeOver", { name }));
    onExpire?.();
  });
  useEffect(() => {
    const startedAt = Date.now();
    let before = atRender;
    const tick = () => {
      const left = atRender - (Date.now() - startedAt);
      const minutes = minutesToAnnounce(before, left);
      if (minutes !== null && left > 0) speak(minutes);
      before = left;
      setRemainingMs(left);
      if (left > 0) return;
      clearInterval(timer);
      expire();
    };
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [atRender]);
  return remainingMs;
}

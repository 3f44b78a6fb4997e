"use client";

import { Countdown } from "@/components/ui/countdown";
import { useRouter } from "@/i18n/navigation";

/** The time left to pay, or until a quote ends. At the end the page is rendered afresh. */
export function HoldCountdown(props: {
  deadline: string;
  serverNow: string;
  label: string;
  compact?: boolean;
}) {
  const router = useRouter();
  return <Countdown {...props} onExpire={() => router.refresh()} />;
}

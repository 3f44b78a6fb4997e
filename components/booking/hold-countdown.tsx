"use client";

import { Countdown } from "@/components/ui/countdown";
import { useRouter } from "@/i18n/navigation";

/** The time left to pay, or until a quote ends; when it is over, the page shows what has become of it. */
export function HoldCountdown(props: { deadline: string; serverNow: string; label: string }) {
  const router = useRouter();
  return <Countdown {...props} onExpire={() => router.refresh()} />;
}

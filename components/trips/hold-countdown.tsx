"use client";

import { Countdown } from "@/components/ui/countdown";
import { useRouter } from "@/i18n/navigation";

/** The time left to pay; when it is over, the page shows what has become of the hold. */
export function HoldCountdown(props: { deadline: string; serverNow: string; label: string }) {
  const router = useRouter();
  return <Countdown {...props} onExpire={() => router.refresh()} />;
}

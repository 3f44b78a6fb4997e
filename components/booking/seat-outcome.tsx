"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** The outcome of seating the whole party, as the address says it. The next choice removes it. */
export function SeatOutcome({ alone }: { alone: boolean }) {
  const t = useTranslations("booking");
  const outcome = useSearchParams().get("outcome");
  if (outcome === "together")
    return <Alert tone="positive" live title={t(alone ? "seatedAlone" : "seatedTogether")} />;
  if (outcome === "tooFew")
    return (
      <Alert tone="warning" live title={t("tooFewTitle")}>
        {t("tooFewText")}
      </Alert>
    );
  if (outcome === "notSaved") return <Alert tone="warning" live title={t("seatNotSaved")} />;
  return null;
}

/** Removes the outcome from the address, since it may no longer be true. Next's router follows the address. */
export function forgetSeatOutcome(): void {
  const here = new URL(window.location.href);
  if (!here.searchParams.has("outcome")) return;
  here.searchParams.delete("outcome");
  window.history.replaceState(null, "", here);
}

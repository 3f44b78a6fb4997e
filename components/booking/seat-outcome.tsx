"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** What came of seating the party at once: told by the address, until the next choice. */
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

/** The party may not sit so any more. Next's router follows the address. */
export function forgetSeatOutcome(): void {
  const here = new URL(window.location.href);
  if (!here.searchParams.has("outcome")) return;
  here.searchParams.delete("outcome");
  window.history.replaceState(null, "", here);
}

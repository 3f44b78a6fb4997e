import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";

type Registration = {
  state: "ACCEPTED" | "REFUSED";
  reason: string | null;
  askedAt: Date;
  acceptedAt: Date | null;
};

const tones = { ACCEPTED: "positive", REFUSED: "danger", UNKNOWN: "warning" } as const;

/** Says whether the event engine has accepted the functions of this application, or why not. */
export function EngineState({ registration }: { registration: Registration | null }) {
  const t = useTranslations("admin.engine");
  const locale = useLocale();
  const at = (moment: Date) => formatInstant(moment, KOREA_ZONE, "shortDateTime", locale);
  const state = registration?.state ?? "UNKNOWN";
  return (
    <div className="grid grid-cols-1 gap-2">
      <p>
        <Badge tone={tones[state]}>{t(state)}</Badge>
      </p>
      {registration === null && <p className="text-ink-muted">{t("unknownText")}</p>}
      {registration?.state === "ACCEPTED" && registration.acceptedAt && (
        <p className="text-ink-muted">{t("acceptedText", { at: at(registration.acceptedAt) })}</p>
      )}
      {registration?.state === "REFUSED" && (
        <div role="alert" className="grid gap-1">
          <p>{t("refusedText", { at: at(registration.askedAt) })}</p>
          {registration.reason && <p>{t("reasonText", { reason: registration.reason })}</p>}
          <p className="text-ink-muted">
            {registration.acceptedAt
              ? t("oldFunctionsText", { at: at(registration.acceptedAt) })
              : t("waitingText")}
          </p>
        </div>
      )}
    </div>
  );
}

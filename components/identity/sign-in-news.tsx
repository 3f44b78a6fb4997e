import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/**
 * Why somebody is on the sign-in page, when there is something to say: an account was opened, a password was changed, or the
 * session of this browser ended.
 */
export function SignInNews({
  asked,
  ended,
}: {
  /** The query of the page. */
  asked: { erased?: unknown; joined?: unknown; reset?: unknown; signedOut?: unknown };
  ended: "EXPIRED" | "ENDED" | null;
}) {
  const t = useTranslations("identity");
  if (asked.erased)
    return (
      <Alert live tone="positive" title={t("erasedTitle")}>
        {t("erased")}
      </Alert>
    );
  if (asked.joined)
    return (
      <Alert live tone="positive" title={t("joinedTitle")}>
        {t("joined")}
      </Alert>
    );
  if (asked.reset)
    return (
      <Alert live tone="positive" title={t("resetDone")}>
        {t("resetDoneText")}
      </Alert>
    );
  if (asked.signedOut === "everywhere")
    return <Alert live tone="positive" title={t("signedOutEverywhere")} />;
  if (!ended) return null;
  return (
    <Alert live tone="warning" title={t(`sessionEnded.${ended}`)}>
      {t(`sessionEndedText.${ended}`)}
    </Alert>
  );
}

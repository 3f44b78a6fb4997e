import { useTranslations } from "next-intl";
import { PendingChangeNotice } from "@/components/change/pending-change-notice";
import type { PendingState } from "@/components/change/types";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { ReleaseForm } from "@/components/trips/release-form";
import { Alert } from "@/components/ui/alert";

type Props = {
  booking: { id: string; locator: string };
  pending: PendingState;
  /** Gives the change up. @returns the refusal's code. */
  giveUp: (before: string | null, form: FormData) => Promise<string | null>;
};

/** What staff see of a change of flights that waits for its customer's payment, and the button that gives it up. */
export function PendingChangeForStaff({ booking, pending: { change, state }, giveUp }: Props) {
  const t = useTranslations("change.pending");
  if (state === "PROCESSING")
    return (
      <Alert title={t("charging")}>
        {t("chargingTextStaff")}
        <KeepFresh />
      </Alert>
    );
  return (
    <div className="grid grid-cols-1 gap-3">
      {state === "DECLINED" && <Alert tone="warning">{t("declinedStaff")}</Alert>}
      <PendingChangeNotice
        change={change}
        payer="customer"
        actions={
          <ReleaseForm
            action={giveUp}
            locator={booking.locator}
            reservationId={booking.id}
            changeId={change.changeId}
            label={t("withdraw")}
            hint={t("withdrawHint")}
            refusals={{
              PAYMENT_IN_PROGRESS: t("withdrawWhilePaying"),
              PAYMENT_UNAVAILABLE: t("withdrawUnknown"),
              NO_ANSWER: t("withdrawNoAnswer"),
              OTHER: t("withdrawFailed"),
            }}
          />
        }
      />
      {/* The customer pays elsewhere. */}
      <KeepFresh />
    </div>
  );
}

/** Says that a change whose time to pay is over is still being decided on. */
export function ChangeSettles() {
  const t = useTranslations("change.pending");
  return (
    <Alert live tone="warning" title={t("settlingTitle")}>
      {t("settlingTextStaff")}
    </Alert>
  );
}

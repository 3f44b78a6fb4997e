import { getTranslations } from "next-intl/server";
import { lacksSeats } from "@/components/booking/passenger-rules";
import { PendingChangeNotice } from "@/components/change/pending-change-notice";
import type { PendingState } from "@/components/change/types";
import { ActionForm } from "@/components/forms/action-form";
import { ReleaseForm } from "@/components/trips/release-form";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BookingView } from "@/server/reservation/queries";
import { payChange, withdrawChange } from "./actions";

type Props = {
  booking: BookingView;
  pending: PendingState | null;
  /** Parameters of the trip's address: `changed` says what was done, `payment` why a payment page could not be opened. */
  asked: Readonly<Record<string, string>>;
};

/** What the trip's page says about a change of flights: done, given up, or waiting for its payment. */
export async function ChangeNotices({ booking, pending, asked }: Props) {
  const t = await getTranslations("change.pending");
  return (
    <>
      {asked.changed === "flights" && booking.status === "CREATED" && <FlightsChanged booking={booking} />}
      {asked.changed === "withdrawn" && !pending && (
        <Alert live tone="positive" title={t("withdrawn")}>
          {t("withdrawnText")}
        </Alert>
      )}
      {asked.changed === "awaits" && !pending && (
        <Alert live tone="warning" title={t("settlingTitle")}>
          {t("settlingText")}
        </Alert>
      )}
      {asked.payment && pending?.state !== "PROCESSING" && <PaymentProblem code={asked.payment} />}
      {pending && <Pending booking={booking} pending={pending} />}
    </>
  );
}

/** The link to the change of flights; null when none can be changed. */
export async function ChangeLink({ booking }: Pick<Props, "booking">) {
  const t = await getTranslations("change");
  return (
    booking.can.change.allowed && (
      <LinkButton href={`/trips/${booking.locator}/change`} variant="secondary">
        {t("start")}
      </LinkButton>
    )
  );
}

async function FlightsChanged({ booking }: Pick<Props, "booking">) {
  const t = await getTranslations("change.done");
  const seats = lacksSeats(booking);
  return (
    <Alert
      live
      tone="positive"
      title={t("title")}
      action={
        seats && (
          <LinkButton href={`/trips/${booking.locator}/seats`} size="sm">
            {t("toSeats")}
          </LinkButton>
        )
      }
    >
      {t("text")} {seats && <strong className="block">{t("seats")}</strong>}
    </Alert>
  );
}

async function Pending({ booking, pending }: { booking: BookingView; pending: PendingState }) {
  const t = await getTranslations("change.pending");
  const { change, state } = pending;
  if (state === "PROCESSING")
    return (
      <Alert
        title={t("charging")}
        action={
          <LinkButton href={`/trips/${booking.locator}/change/result?change=${change.changeId}`}>
            {t("watch")}
          </LinkButton>
        }
      >
        {t("chargingText")}
      </Alert>
    );
  return (
    <>
      {state === "DECLINED" && (
        <Alert live tone="warning">
          {t("declined")}
        </Alert>
      )}
      <PendingChangeNotice
        change={change}
        actions={
          <div className="flex flex-wrap items-start gap-2">
            <PayForm locator={booking.locator} reservationId={booking.id} changeId={change.changeId} />
            <GiveUpForm locator={booking.locator} reservationId={booking.id} changeId={change.changeId} />
          </div>
        }
      />
    </>
  );
}

type Ids = { locator: string; reservationId: string; changeId: string };

/** Opens the payment page of a change. */
export async function PayForm(ids: Ids) {
  const t = await getTranslations("change.pending");
  return (
    <ActionForm action={payChange} className="grid gap-2">
      {Object.entries(ids).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton>{t("pay")}</SubmitButton>
    </ActionForm>
  );
}

async function GiveUpForm(ids: Ids) {
  const t = await getTranslations("change.pending");
  return (
    <ReleaseForm
      action={withdrawChange}
      {...ids}
      label={t("withdraw")}
      hint={t("withdrawHint")}
      refusals={{
        PAYMENT_IN_PROGRESS: t("withdrawWhilePaying"),
        PAYMENT_UNAVAILABLE: t("withdrawUnknown"),
        NO_ANSWER: t("withdrawNoAnswer"),
        OTHER: t("withdrawFailed"),
      }}
    />
  );
}

const problems = ["PAYMENT_UNAVAILABLE", "PAYMENT_IN_PROGRESS", "HOLD_EXPIRED"] as const;

/** Why the payment page of a change could not be opened. `cancelled`: the customer left that page without paying. */
async function PaymentProblem({ code }: { code: string }) {
  const t = await getTranslations("change.payProblem");
  if (code === "cancelled") return null;
  return (
    <Alert live tone="warning" title={t(code === "HOLD_EXPIRED" ? "expiredTitle" : "title")}>
      {t(knownKey(problems, code, "OTHER"))}
    </Alert>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useRef } from "react";
import type { Refusal } from "@/components/forms/refusal";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { knownKey } from "@/components/ui/known-key";
import { readerKey } from "@/components/ui/reader-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { ConfirmFirst, Consequences } from "./confirm-first";

/** What was refused, with the choice that was sent. */
export type SplitState = { refusal: Refusal | null; chosen: string[] };

type Person = { id: string; label: string };
type Shown = { locator: string; reservationId: string; version: number };

const problems = [
  "chooseOne",
  "someoneMustStay",
  "passengerHasLeft",
  "nothingLeftToFly",
  "checkedIn",
  "infantWouldLeaveAlone",
  "infantWouldStayAlone",
  "childWouldLeaveAlone",
  "childWouldStayAlone",
  "changeAwaitsPayment",
] as const;
const refusals = [
  "CONFLICT",
  "NOT_CHANGEABLE",
  "FLIGHT_NOT_ON_SALE",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "UNAVAILABLE",
  "NO_ANSWER",
] as const;

const chosenIn = (form: FormData) => form.getAll("passenger").filter((id) => typeof id === "string");

/**
 * Chooses who gets a booking of their own. A dialog says once more who that is; before JavaScript the button of the page
 * says that it is final. `staff`: on behalf of the customer.
 */
export function SplitForm({
  action,
  back,
  booking,
  passengers,
  staff = false,
}: {
  action: (before: SplitState, form: FormData) => Promise<SplitState>;
  /** A link beside the button that leads back. */
  back: ReactNode;
  booking: Shown;
  passengers: readonly Person[];
  staff?: boolean;
}) {
  const t = useTranslations("trips.split");
  const form = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const [{ refusal, chosen }, submit, pending] = useFormAction<SplitState>(
    action,
    { refusal: null, chosen: [] },
    (sent) => ({ refusal: { ok: false, code: "NO_ANSWER" }, chosen: chosenIn(sent) }),
  );
  const problem = refusal?.fieldErrors?.passengers;
  return (
    <form ref={form} action={submit} className="grid gap-6">
      {refusal && !problem && <Refused refusal={refusal} staff={staff} />}
      <input type="hidden" name="locator" value={booking.locator} />
      <input type="hidden" name="reservationId" value={booking.reservationId} />
      <input type="hidden" name="version" value={booking.version} />
      <Card>
        <Choice passengers={passengers} chosen={chosen} problem={problem} staff={staff} />
      </Card>
      <SplitConsequences staff={staff} />
      <div className="flex flex-wrap items-start gap-3">
        {hydrated ? (
          <AskFirst form={form} passengers={passengers} pending={pending} />
        ) : (
          <SubmitButton>{t("dialogConfirm")}</SubmitButton>
        )}
        {back}
      </div>
    </form>
  );
}

function Refused({ refusal, staff }: { refusal: Refusal; staff: boolean }) {
  const t = useTranslations("trips.split");
  const code = knownKey(refusals, refusal.code, "OTHER");
  return (
    <Alert live tone="danger" title={t(code === "NO_ANSWER" ? "noAnswerTitle" : "refusedTitle")}>
      {t(`refused.${readerKey(code, staff, ["NO_ANSWER"])}`)}
      {refusal.correlationId && (
        <span className="block text-xs">{t("reference", { id: refusal.correlationId })}</span>
      )}
    </Alert>
  );
}

function Choice({
  passengers,
  chosen,
  problem,
  staff,
}: {
  passengers: readonly Person[];
  chosen: readonly string[];
  problem: string | undefined;
  staff: boolean;
}) {
  const t = useTranslations("trips.split");
  const known = knownKey(problems, problem ?? "", "OTHER");
  return (
    <fieldset aria-invalid={problem ? true : undefined}>
      <legend className="font-semibold">{t("who")}</legend>
      {passengers.map(({ id, label }) => (
        <Checkbox key={id} name="passenger" value={id} defaultChecked={chosen.includes(id)} label={label} />
      ))}
      {problem && (
        <Alert live tone="warning">
          {t(`problem.${readerKey(known, staff, ["checkedIn", "changeAwaitsPayment"])}`)}
        </Alert>
      )}
    </fieldset>
  );
}

const consequences = ["locator", "tickets", "money", "final"] as const;

function SplitConsequences({ staff }: { staff: boolean }) {
  const t = useTranslations("trips.split");
  const keys = staff ? ([...consequences, "toldStaff"] as const) : consequences;
  return <Consequences title={t("followsTitle")} items={keys.map((key) => t(`follows.${key}`))} />;
}

type Asked = { form: RefObject<HTMLFormElement | null>; passengers: readonly Person[]; pending: boolean };

function AskFirst({ form, passengers, pending }: Asked) {
  const t = useTranslations("trips.split");
  const namesIn = (sent: FormData) => {
    const chosen = chosenIn(sent);
    return passengers.flatMap(({ id, label }) => (chosen.includes(id) ? [label] : []));
  };
  return (
    <ConfirmFirst
      form={form}
      words={{
        trigger: t(pending ? "working" : "confirm"),
        title: t("dialogTitle"),
        keep: t("keep"),
        confirm: t("dialogConfirm"),
      }}
      bodyOf={(sent) =>
        chosenIn(sent).length === 0 ? null : (
          <>
            <p>{t("dialogBody", { names: namesIn(sent).join(", ") })}</p>
            <p>{t("follows.final")}</p>
          </>
        )
      }
    />
  );
}

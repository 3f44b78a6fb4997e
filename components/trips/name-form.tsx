"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { fieldMessageKey } from "@/components/booking/field-key";
import type { Refusal } from "@/components/forms/refusal";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import { readerKey } from "@/components/ui/reader-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { NameConfirmation, NameConsequences } from "./name-confirmation";
import { NameReason } from "./name-reason";

/** `reason`: of staff. */
type Values = { surname: string; givenName: string; overlapConfirmed: boolean; reason?: string };
/** What was refused, with what was typed. `values` is null before the first try. */
export type NameState = {
  refusal: Refusal | null;
  values: Values | null;
  /** The first character of each name that no ticket can show. */
  strangeCharacters?: Partial<Record<string, string>>;
};

const problems = [
  "nameUnchanged",
  "correctedBefore",
  "tooManyLetters",
  "anotherName",
  "samePersonTwice",
  "alreadyOnFlight",
  "checkedIn",
] as const;
const refusals = [
  "CONFLICT",
  "NOT_CHANGEABLE",
  "FLIGHT_NOT_ON_SALE",
  "CHANGE_AWAITS_PAYMENT",
  "NOT_FOUND",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "UNAVAILABLE",
  "NO_ANSWER",
] as const;
const fields = ["surname", "givenName"] as const;

const valuesIn = (form: FormData): Values => ({
  surname: String(form.get("surname") ?? ""),
  givenName: String(form.get("givenName") ?? ""),
  overlapConfirmed: form.get("overlapConfirmed") === "on",
  reason: String(form.get("reason") ?? ""),
});

type Props = {
  action: (before: NameState, form: FormData) => Promise<NameState>;
  /** A link beside the button that leads back. */
  back: ReactNode;
  booking: { locator: string; reservationId: string; version: number };
  passenger: { id: string; surname: string; givenName: string };
  /** Staff correct it on behalf of the customer, who could not do it any more when it needs a reason. */
  staff?: { needsReason: boolean };
};

/**
 * Corrects the spelling of a name. A dialog shows the new name once more; before JavaScript the button of the page says
 * that it is final.
 */
export function NameForm({ action, back, booking, passenger, staff }: Props) {
  const t = useTranslations("trips.name");
  const form = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const [{ refusal, values, strangeCharacters = {} }, submit, pending] = useFormAction<NameState>(
    action,
    { refusal: null, values: null },
    (sent) => ({ refusal: { ok: false, code: "NO_ANSWER" }, values: valuesIn(sent) }),
  );
  const shown = values ?? { ...passenger, overlapConfirmed: false };
  const errors = refusal?.fieldErrors ?? {};
  return (
    <form ref={form} action={submit} className="grid gap-6" noValidate>
      {refusal && Object.keys(errors).every((field) => !(field in shown)) && (
        <Refused refusal={refusal} staff={staff !== undefined} />
      )}
      <input type="hidden" name="locator" value={booking.locator} />
      <input type="hidden" name="reservationId" value={booking.reservationId} />
      <input type="hidden" name="version" value={booking.version} />
      <input type="hidden" name="passengerId" value={passenger.id} />
      <Card as="section" title={t("now", { name: `${passenger.surname} ${passenger.givenName}` })}>
        <Names shown={shown} errors={errors} strange={strangeCharacters} staff={staff !== undefined} />
      </Card>
      {staff && <NameReason required={staff.needsReason} typed={shown.reason ?? ""} error={errors.reason} />}
      <Overlap shown={shown} error={errors.overlapConfirmed} />
      <NameConsequences staff={staff !== undefined} />
      <div className="flex flex-wrap items-start gap-3">
        {hydrated ? (
          <NameConfirmation form={form} passenger={passenger} pending={pending} staff={staff !== undefined} />
        ) : (
          <SubmitButton>{t("dialogConfirm")}</SubmitButton>
        )}
        {back}
      </div>
    </form>
  );
}

function Names({
  shown,
  errors,
  strange,
  staff,
}: {
  shown: Values;
  errors: Record<string, string>;
  strange: Partial<Record<string, string>>;
  staff: boolean;
}) {
  const t = useTranslations("booking");
  const own = useTranslations("trips.name");
  const message = (field: (typeof fields)[number]) => {
    const error = errors[field];
    if (!error) return undefined;
    const known = knownKey(problems, error, null);
    if (known) return own(`problem.${readerKey(known, staff, ["alreadyOnFlight", "checkedIn"])}`);
    const character = strange[field] ?? "";
    // Ages are in sentences about other fields.
    const ages = { days: 0, infant: 0, child: 0, alone: 0 };
    return t(`fields.${fieldMessageKey(error, shown[field])}`, { field, character, ...ages });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map((field) => (
        <TextField
          key={field}
          name={field}
          label={t(field)}
          defaultValue={shown[field]}
          error={message(field)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          inputClassName="uppercase"
          required
        />
      ))}
    </div>
  );
}

/** Asks whether the passenger really has another flight at the same time; shown only when there is one. */
function Overlap({ shown, error }: { shown: Values; error: string | undefined }) {
  const t = useTranslations("trips.name");
  if (!error && !shown.overlapConfirmed) return null;
  return (
    <Alert live tone="warning" title={t("overlapTitle")}>
      <Checkbox
        name="overlapConfirmed"
        label={t("overlapConfirm")}
        defaultChecked={shown.overlapConfirmed}
        error={error && t("overlapNeeded")}
      />
    </Alert>
  );
}

function Refused({ refusal, staff }: { refusal: Refusal; staff: boolean }) {
  const t = useTranslations("trips.name");
  const code = readerKey(knownKey(refusals, refusal.code, "OTHER"), staff, ["CHANGE_AWAITS_PAYMENT"]);
  return (
    <Alert live tone="danger" title={t(refusal.code === "NO_ANSWER" ? "noAnswerTitle" : "refusedTitle")}>
      {t(`refused.${code}`)}
      {refusal.correlationId && (
        <span className="block text-xs">{t("reference", { id: refusal.correlationId })}</span>
      )}
    </Alert>
  );
}

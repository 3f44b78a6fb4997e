"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import type { Refusal } from "@/components/forms/refusal";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { knownKey } from "@/components/ui/known-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { useHydrated } from "@/components/ui/use-hydrated";

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
  "NOT_CHANGEABLE",
  "FLIGHT_NOT_ON_SALE",
  "UNAUTHENTICATED",
  "UNAVAILABLE",
  "NO_ANSWER",
] as const;

const chosenIn = (form: FormData) => form.getAll("passenger").filter((id) => typeof id === "string");

/**
 * Chooses who gets a booking of their own. A dialog says once more who that is; before JavaScript the button of the page
 * says that it is final.
 */
export function SplitForm({
  action,
  back,
  booking,
  passengers,
}: {
  action: (before: SplitState, form: FormData) => Promise<SplitState>;
  /** A link beside the button that leads back. */
  back: ReactNode;
  booking: Shown;
  passengers: readonly Person[];
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
      {refusal && !problem && <Refused refusal={refusal} />}
      <input type="hidden" name="locator" value={booking.locator} />
      <input type="hidden" name="reservationId" value={booking.reservationId} />
      <input type="hidden" name="version" value={booking.version} />
      <Card>
        <Choice passengers={passengers} chosen={chosen} problem={problem} />
      </Card>
      <Consequences />
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

function Refused({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("trips.split");
  return (
    <Alert live tone="danger" title={t(refusal.code === "NO_ANSWER" ? "noAnswerTitle" : "refusedTitle")}>
      {t(`refused.${knownKey(refusals, refusal.code, "OTHER")}`)}
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
}: {
  passengers: readonly Person[];
  chosen: readonly string[];
  problem: string | undefined;
}) {
  const t = useTranslations("trips.split");
  return (
    <fieldset aria-invalid={problem ? true : undefined}>
      <legend className="font-semibold">{t("who")}</legend>
      {passengers.map(({ id, label }) => (
        <Checkbox key={id} name="passenger" value={id} defaultChecked={chosen.includes(id)} label={label} />
      ))}
      {problem && (
        <Alert live tone="warning">
          {t(`problem.${knownKey(problems, problem, "OTHER")}`)}
        </Alert>
      )}
    </fieldset>
  );
}

const consequences = ["locator", "tickets", "money", "final"] as const;

function Consequences() {
  const t = useTranslations("trips.split");
  return (
    <Card as="section" title={t("followsTitle")}>
      <ul className="grid list-disc gap-1 pl-5">
        {consequences.map((key) => (
          <li key={key}>{t(`follows.${key}`)}</li>
        ))}
      </ul>
    </Card>
  );
}

type Asked = { form: RefObject<HTMLFormElement | null>; passengers: readonly Person[]; pending: boolean };

function AskFirst({ form, passengers, pending }: Asked) {
  const t = useTranslations("trips.split");
  const [names, setNames] = useState<string[] | null>(null);
  const ask = (open: boolean) => {
    const chosen = open && form.current ? chosenIn(new FormData(form.current)) : null;
    // Without a choice there is nothing to ask: the site says what is missing.
    if (chosen?.length === 0) return form.current?.requestSubmit();
    setNames(chosen && passengers.flatMap(({ id, label }) => (chosen.includes(id) ? [label] : [])));
  };
  const send = () => {
    form.current?.requestSubmit();
    setNames(null);
  };
  return (
    <div>
      <Dialog
        role="alertdialog"
        trigger={t(pending ? "working" : "confirm")}
        triggerVariant="primary"
        title={t("dialogTitle")}
        isOpen={names !== null}
        onOpenChange={ask}
      >
        <p>{t("dialogBody", { names: (names ?? []).join(", ") })}</p>
        <p>{t("follows.final")}</p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={() => setNames(null)}>
            {t("keep")}
          </Button>
          <Button onClick={send}>{t("dialogConfirm")}</Button>
        </div>
      </Dialog>
    </div>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Refusal } from "@/components/forms/refusal";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { knownKey } from "@/components/ui/known-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { formatKrw } from "@/i18n/format";

type CancelAction = (before: Refusal | null, form: FormData) => Promise<Refusal | null>;

const refusals = [
  ...([
    "QUOTE_EXPIRED",
    "NOT_CANCELLABLE",
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "UNAVAILABLE",
    "NO_ANSWER",
  ] as const),
] as const;

/** The connection was lost: nobody here knows whether the booking was cancelled. Asked again, the site gives the same answer. */
const noAnswer = (): Refusal => ({ ok: false, code: "NO_ANSWER" });

/** The form of the customer, with the action that it calls. */
export function CancelForm({
  action,
  ...rest
}: Omit<Props, "refusal" | "submit"> & { action: CancelAction }) {
  const [refusal, submit] = useFormAction<Refusal | null>(action, null, noAnswer);
  return <CancelConfirmation {...rest} refusal={refusal} submit={submit} />;
}

type Props = Terms & {
  /** Why the last try was refused. */
  refusal: Refusal | null;
  submit: (form: FormData) => void;
  /** A link beside the button that leads back. */
  back: ReactNode;
};

/**
 * Cancels on the terms of a quote. A dialog asks once more; before JavaScript the dialog's form is part of the page,
 * and its button says that it is final.
 */
export function CancelConfirmation({ refusal, submit, back, ...terms }: Props) {
  const t = useTranslations("trips.cancel");
  const hydrated = useHydrated();
  return (
    <div className="grid gap-4">
      {refusal && <Refused refusal={refusal} />}
      <div className="flex flex-wrap items-start gap-3">
        {hydrated ? (
          <AskFirst key={terms.quoteId + (refusal?.code ?? "")} submit={submit} terms={terms} />
        ) : (
          <form action={submit}>
            <TermsInputs {...terms} />
            <SubmitButton variant="danger">{t("dialogConfirm")}</SubmitButton>
          </form>
        )}
        {back}
      </div>
    </div>
  );
}

function Refused({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("trips.cancel");
  return (
    <Alert live tone="danger" title={t(refusal.code === "NO_ANSWER" ? "noAnswerTitle" : "refusedTitle")}>
      {t(`refused.${knownKey(refusals, refusal.code, "OTHER")}`)}
      {refusal.correlationId && (
        <span className="block text-xs">{t("reference", { id: refusal.correlationId })}</span>
      )}
    </Alert>
  );
}

/** What is cancelled: all of the booking, what is left of it after flights have left, or a chosen part. */
export type CancelScope = "ALL" | "REST" | "PART";

type Terms = {
  locator: string;
  reservationId: string;
  quoteId: string;
  refundAmount: number;
  scope: CancelScope;
  /** Further hidden fields that the action reads. */
  fields?: readonly (readonly [name: string, value: string])[];
};

const words = {
  ALL: { confirm: "confirm", title: "dialogTitle" },
  REST: { confirm: "confirmRest", title: "dialogTitleRest" },
  PART: { confirm: "confirmPart", title: "dialogTitlePart" },
} as const;

function AskFirst({ submit, terms }: { submit: (form: FormData) => void; terms: Terms }) {
  const t = useTranslations("trips.cancel");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Dialog
        role="alertdialog"
        trigger={t(words[terms.scope].confirm)}
        triggerVariant="danger"
        title={t(words[terms.scope].title)}
        isOpen={open}
        onOpenChange={setOpen}
      >
        <p>
          {terms.refundAmount > 0
            ? t("dialogBody", { amount: formatKrw(terms.refundAmount, locale) })
            : t("dialogNoRefund")}
        </p>
        <form action={submit} className="flex flex-wrap justify-end gap-3">
          <TermsInputs {...terms} />
          <Button variant="secondary" onClick={() => setOpen(false)}>
            {t("keep")}
          </Button>
          <SubmitButton variant="danger">{t("dialogConfirm")}</SubmitButton>
        </form>
      </Dialog>
    </div>
  );
}

function TermsInputs({
  locator,
  reservationId,
  quoteId,
  fields = [],
}: Omit<Terms, "refundAmount" | "scope">) {
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="locator" value={locator} />
      <input type="hidden" name="reservationId" value={reservationId} />
      <input type="hidden" name="quoteId" value={quoteId} />
    </>
  );
}

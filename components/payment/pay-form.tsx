"use client";

import { CreditCard } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { ConsentChoices } from "@/components/legal/consent-choices";
import type { AskedDocument, ConsentState } from "@/components/legal/types";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";
import { SlowNotice } from "./slow-notice";

/** What the form is answered when the payment page was not opened. */
export type PayState = ConsentState & { isUnreachable?: boolean };

/** What was ticked stays when the form did not reach the server. */
const notSent = (sent: FormData, { documents }: PayState): PayState => ({
  ...{ documents, faults: {}, isUnreachable: true },
  agreed: documents.map((each) => each.document).filter((name) => sent.has(`consent.${name}`)),
});

/**
 * The agreements and the button to the payment page. A plain form that works before JavaScript. The server checks the
 * agreements: the browser's own message would be in the browser's language.
 */
export function PayForm({
  reservationId,
  totalAmount,
  again,
  documents,
  action,
  children,
}: {
  reservationId: string;
  totalAmount: number;
  /** A payment was tried before. */
  again: boolean;
  /** What the customer agrees to. */
  documents: readonly AskedDocument[];
  action: (state: PayState, form: FormData) => Promise<PayState>;
  /** What the button buys, shown right above it. */
  children: ReactNode;
}) {
  const t = useTranslations("payment");
  const locale = useLocale();
  const [state, submit] = useFormAction<PayState>(action, { documents, agreed: [], faults: {} }, notSent);
  const form = useInvalidFocus(state);
  return (
    <Card as="section" title={t("payTitle")}>
      <form ref={form} action={submit} noValidate className="grid gap-3">
        {state.isUnreachable && <NotSent />}
        <input type="hidden" name="reservationId" value={reservationId} />
        <ConsentChoices
          note="passengers"
          documents={state.documents}
          agreed={state.agreed}
          faults={state.faults}
        />
        <p className="text-sm text-ink-muted">{t("agreeNote")}</p>
        <p className="text-sm text-ink-muted">{t("payNote")}</p>
        {children}
        <SubmitButton size="lg" className="justify-self-stretch">
          <CreditCard aria-hidden className="size-5" />
          {t(again ? "payAgain" : "pay", { amount: formatKrw(totalAmount, locale) })}
        </SubmitButton>
        <SlowNotice />
      </form>
    </Card>
  );
}

function NotSent() {
  const t = useTranslations("errors");
  return (
    <Alert live tone="danger" title={t("notSent")}>
      {t("notSentText")}
    </Alert>
  );
}

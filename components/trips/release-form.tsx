"use client";

import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { KeepFresh } from "./keep-fresh";

/** Gives an unpaid booking up: a plain form, since nothing has been paid and it can be booked again. */
export function ReleaseForm({
  action,
  locator,
  reservationId,
  label,
  hint,
  refusals,
}: {
  action: (before: string | null, form: FormData) => Promise<string | null>;
  locator: string;
  reservationId: string;
  label: string;
  hint: string;
  /** What a refusal means, by its code. */
  refusals: Readonly<Record<string, string>> & { readonly OTHER: string };
}) {
  const [refusal, submit] = useActionState(action, null);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="locator" value={locator} />
      <input type="hidden" name="reservationId" value={reservationId} />
      <SubmitButton variant="secondary" title={hint}>
        {label}
      </SubmitButton>
      {/* The page is older than the payment: what it shows next says the rest. */}
      {refusal === "PAYMENT_IN_PROGRESS" && <KeepFresh />}
      {refusal && (
        <Alert live tone="danger">
          {refusals[refusal] ?? refusals.OTHER}
        </Alert>
      )}
    </form>
  );
}

"use client";

import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { KeepFresh } from "./keep-fresh";

/**
 * Releases an unpaid booking, or gives up a change that waits for its payment. It asks nothing first: nothing is paid, and
 * the flights can be chosen again.
 */
export function ReleaseForm({
  action,
  locator,
  reservationId,
  changeId,
  label,
  hint,
  refusals,
}: {
  action: (before: string | null, form: FormData) => Promise<string | null>;
  locator: string;
  reservationId: string;
  changeId?: string;
  label: string;
  hint: string;
  /** The text for a refusal, by its code. */
  refusals: Readonly<Record<string, string>> & { readonly OTHER: string };
}) {
  const [refusal, submit] = useFormAction<string | null>(action, null, () => "NO_ANSWER");
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="locator" value={locator} />
      <input type="hidden" name="reservationId" value={reservationId} />
      {changeId && <input type="hidden" name="changeId" value={changeId} />}
      <SubmitButton variant="secondary" title={hint}>
        {label}
      </SubmitButton>
      {/* The page is older than the payment: the next rendering shows it. */}
      {refusal === "PAYMENT_IN_PROGRESS" && <KeepFresh />}
      {refusal && (
        <Alert live tone="danger">
          {refusals[refusal] ?? refusals.OTHER}
        </Alert>
      )}
    </form>
  );
}

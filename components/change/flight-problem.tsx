"use client";

import { useFieldMessage } from "@/components/forms/use-field-message";
import { Alert } from "@/components/ui/alert";

/** What is wrong with a chosen flight, by the key of its message. */
export function FlightProblem({ error }: { error: string }) {
  const message = useFieldMessage("change");
  return (
    <Alert live tone="warning">
      {message("flights", error)}
    </Alert>
  );
}

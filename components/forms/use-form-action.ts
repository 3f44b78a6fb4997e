"use client";

import { useActionState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * A server action as a form's action. The form works before JavaScript; with it, a site that cannot be reached is
 * a state of the form (`unreachable`) and not of the page.
 */
export function useFormAction<S>(
  action: (state: S, form: FormData) => Promise<S>,
  initial: Awaited<S>,
  unreachable: (form: FormData) => S,
) {
  const hydrated = useHydrated();
  const guarded = async (state: Awaited<S>, form: FormData): Promise<S> => {
    try {
      return await action(state, form);
    } catch (error) {
      // What Next throws to lead on has a digest, as has what it tells of a fault on the server.
      if (error instanceof Error && "digest" in error) throw error;
      return unreachable(form);
    }
  };
  return useActionState<S, FormData>(hydrated ? guarded : action, initial);
}

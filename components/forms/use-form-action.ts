"use client";

import { useActionState } from "react";
import { noteOutdated } from "@/components/ui/outdated";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * Uses a server action as the action of a form, which then works before JavaScript too. With JavaScript, a server
 * that cannot be reached gives the state `unreachable(form, before)` instead of the error page.
 */
export function useFormAction<S>(
  action: (state: S, form: FormData) => Promise<S>,
  initial: Awaited<S>,
  unreachable: (form: FormData, before: Awaited<S>) => S,
) {
  const hydrated = useHydrated();
  const guarded = async (state: Awaited<S>, form: FormData): Promise<S> => {
    try {
      return await action(state, form);
    } catch (error) {
      // Redirects and errors of the server have a digest: Next handles these itself.
      if (error instanceof Error && "digest" in error) throw error;
      noteOutdated(error);
      return unreachable(form, state);
    }
  };
  return useActionState<S, FormData>(hydrated ? guarded : action, initial);
}

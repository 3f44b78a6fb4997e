"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Alert } from "@/components/ui/alert";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useFormAction } from "./use-form-action";

type Props = Omit<ComponentProps<"form">, "action"> & { action: (form: FormData) => Promise<void> };

/**
 * A form whose server action redirects when it is done. It works before JavaScript. With JavaScript, a server that cannot
 * be reached or refuses new work is told in the form, and the page stays.
 */
export function ActionForm({ action, children, ...form }: Props) {
  const t = useTranslations("errors");
  const [isUnreachable, submit] = useFormAction(
    async (_: boolean, sent: FormData) => {
      await action(sent);
      return false;
    },
    false,
    () => true,
  );
  const hydrated = useHydrated();
  return (
    <form {...form} action={hydrated ? submit : action}>
      {isUnreachable && (
        <Alert live tone="danger" title={t("notSent")}>
          {t("notSentText")}
        </Alert>
      )}
      {children}
    </form>
  );
}

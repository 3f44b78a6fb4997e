"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import type { NewSecret } from "@/server/platform/schemas";

/** A new secret with its client's id, to be copied now: nobody can show it again. */
export function SecretOnce({ title, made, action }: { title: string; made: NewSecret; action?: ReactNode }) {
  const t = useTranslations("admin.clients");
  return (
    <Alert live tone="positive" title={title} action={action}>
      <p>{t("secretOnce")}</p>
      <dl className="mt-3 grid gap-3">
        {(["clientId", "secret"] as const).map((name) => (
          <div key={name}>
            <dt className="text-sm text-ink-muted">{t(name)}</dt>
            <dd className="flex items-center gap-2">
              <code className="min-w-0 font-semibold break-all">{made[name]}</code>
              <CopyButton text={made[name]} what={t(name)} />
            </dd>
          </div>
        ))}
      </dl>
    </Alert>
  );
}

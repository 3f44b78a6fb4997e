import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** Shows a new secret, the only time. */
export function SecretPanel({ secret }: { secret: string }) {
  const t = useTranslations("admin.webhooks.secret");
  return (
    <div className="grid gap-2 rounded-control border border-line bg-sunken p-3">
      <p className="flex items-center justify-between gap-2">
        <span className="text-sm font-semibold">{t("title")}</span>
        <CopyButton text={secret} what={t("title")} />
      </p>
      <code data-secret className="text-sm break-all">
        {secret}
      </code>
      <p className="text-sm text-ink-muted">{t("once")}</p>
    </div>
  );
}

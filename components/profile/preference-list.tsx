import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Badge } from "@/components/ui/badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Preference } from "@/server/notification/schemas";

type Action = (form: FormData) => Promise<void>;

/** Each kind of e-mail, whether it is sent, and a button for those that may be switched off. */
export function PreferenceList({
  preferences,
  action,
}: {
  preferences: readonly Preference[];
  action: Action;
}) {
  const t = useTranslations("profile.preferences");
  return (
    <ul className="grid grid-cols-1 gap-3">
      {preferences.map((preference) => {
        const { kind, email, mayBeOff, quietHours } = preference;
        return (
          <li key={kind} className="grid gap-3 rounded-card border border-line bg-surface p-4">
            <div>
              <h2 className="flex flex-wrap items-center gap-2 font-bold">
                {t(`kinds.${kind}.name`)}
                <Badge tone={email ? "positive" : "neutral"}>{t(email ? "on" : "off")}</Badge>
              </h2>
              <p className="mt-1 text-ink-muted">{t(`kinds.${kind}.text`)}</p>
              {quietHours && <p className="mt-1 text-sm text-ink-muted">{t("quiet", quietHours)}</p>}
            </div>
            {mayBeOff ? (
              <Switch preference={preference} action={action} />
            ) : (
              <p className="text-sm font-medium">{t("required")}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Switch({ preference: { kind, email }, action }: { preference: Preference; action: Action }) {
  const t = useTranslations("profile.preferences");
  return (
    <ActionForm action={action}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="email" value={email ? "off" : "on"} />
      <SubmitButton variant="secondary" size="sm">
        {t(email ? "turnOff" : "turnOn", { kind: t(`kinds.${kind}.name`) })}
      </SubmitButton>
    </ActionForm>
  );
}

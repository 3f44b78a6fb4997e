import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OpenSession } from "@/server/identity/schemas";

type Action = (form: FormData) => Promise<void>;

/** The devices on which a member is signed in, each with a button that signs it out; this one has none. */
export function DeviceList({
  sessions,
  end,
  endOthers,
}: {
  sessions: readonly OpenSession[];
  end: Action;
  endOthers: Action;
}) {
  const t = useTranslations("account.security");
  return (
    <div className="grid gap-4">
      <ul className="grid divide-y divide-line">
        {sessions.map((session) => (
          <Device key={session.id} session={session} end={end} />
        ))}
      </ul>
      {sessions.some(({ isCurrent }) => !isCurrent) && (
        <ActionForm action={endOthers} className="grid justify-items-start gap-4">
          <SubmitButton variant="secondary">{t("endOthers")}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

function Device({ session, end }: { session: OpenSession; end: Action }) {
  const t = useTranslations("account.security");
  const { id, browser, system, network, startedAt, seenAt, isCurrent } = session;
  const device = t("device", { browser: t(`browsers.${browser}`), system: t(`systems.${system}`) });
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-4 first:pt-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {device}
          {isCurrent && <Badge tone="positive">{t("thisDevice")}</Badge>}
        </p>
        <dl className="mt-1 flex flex-wrap gap-x-4 text-sm text-ink-muted">
          <Fact term={t("since")}>
            <DateTime at={startedAt} />
          </Fact>
          <Fact term={t("seen")}>
            <DateTime at={seenAt} />
          </Fact>
          <Fact term={t("network")}>{network || t("unknownNetwork")}</Fact>
        </dl>
      </div>
      {!isCurrent && (
        <ActionForm action={end} className="grid gap-2">
          <input type="hidden" name="sessionId" value={id} />
          <SubmitButton variant="secondary" size="sm" aria-label={t("endSessionOf", { device })}>
            {t("endSession")}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt>{term}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}

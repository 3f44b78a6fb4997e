"use client";

import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Clock } from "@/components/admin/saga/saga-clock";
import { useSagaNames } from "@/components/admin/saga/use-saga-names";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { useRefusalText } from "@/components/forms/use-refusal-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageLink } from "@/components/ui/page-link";
import { notify } from "@/components/ui/toast-store";

type Letter = {
  id: string;
  functionId: string;
  eventName: string;
  error: string;
  correlationId: string | null;
  parkedAt: Date;
  replayedAt: Date | null;
};
type Replay = (id: string) => Promise<Answer<void>>;

/**
 * Reactions that failed in every retry, each with its error and a button that runs it again. `replay` is null for staff
 * who may only look.
 */
export function DeadLetters({ letters, replay }: { letters: readonly Letter[]; replay: Replay | null }) {
  const t = useTranslations("admin.deadLetters");
  if (letters.length === 0) {
    return (
      <EmptyState icon={Inbox} title={t("none")}>
        <p>{t("noneHint")}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="grid grid-cols-1 gap-3" aria-label={t("title")}>
      {letters.map((letter) => (
        <DeadLetter key={letter.id} letter={letter} replay={replay} />
      ))}
    </ul>
  );
}

function DeadLetter({ letter, replay }: { letter: Letter; replay: Replay | null }) {
  const t = useTranslations("admin.deadLetters");
  const names = useSagaNames();
  // The correlation id of a reservation's event is the id of the reservation.
  const reservation = letter.eventName.startsWith("reservation/") ? letter.correlationId : null;
  return (
    <li className="grid gap-2 rounded-control border border-line p-3">
      <p className="flex flex-wrap items-center gap-2">
        <strong>{names.reaction(letter.functionId)}</strong>
        <span className="text-ink-muted">{names.event(letter.eventName)}</span>
        <Clock at={letter.parkedAt} />
        {letter.replayedAt && <Badge tone="info">{t("wasReplayed")}</Badge>}
      </p>
      <p className="text-sm break-all text-danger-text">{letter.error}</p>
      <div className="flex flex-wrap gap-3">
        {replay && <ReplayButton id={letter.id} replay={replay} />}
        {reservation && (
          <PageLink
            href={`/admin/reservations/${reservation}`}
            className="inline-flex min-h-9 items-center font-semibold text-brand-text hover:underline"
          >
            {t("toReservation")}
          </PageLink>
        )}
      </div>
    </li>
  );
}

function ReplayButton({ id, replay }: { id: string; replay: Replay }) {
  const t = useTranslations("admin.deadLetters");
  const refusalText = useRefusalText("admin");
  const [pending, start] = useTransition();
  const press = () =>
    start(async () => {
      const answer = await replay(id).catch(unreachable);
      if (answer.ok) notify({ tone: "positive", title: t("replayed"), body: t("replayedText") });
      else notify({ tone: "danger", title: t("notReplayed"), body: refusalText(answer.code) });
    });
  return (
    <Button variant="secondary" size="sm" pending={pending} onClick={press}>
      {t("replay")}
    </Button>
  );
}

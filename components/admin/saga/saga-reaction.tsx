"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { formatInteger } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import type { Attempt, Reaction } from "./saga";
import { Clock } from "./saga-clock";
import { useSagaNames } from "./use-saga-names";

export const stateTones = {
  DONE: "positive",
  RETRYING: "warning",
  STOPPED: "danger",
  REPLAYED: "info",
  POSTPONED: "warning",
  SENT_LATER: "positive",
  WAITING: "warning",
  PARKED: "danger",
} as const;

/** One reaction to an event, with its steps and every attempt at them. */
export function SagaReaction({ reaction }: { reaction: Reaction }) {
  const t = useTranslations("admin.saga");
  const names = useSagaNames();
  return (
    <li className="rounded-control border border-line bg-sunken p-3">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {names.reaction(reaction.functionId)}
        <Badge tone={stateTones[reaction.state]}>{t(`states.${reaction.state}`)}</Badge>
        {reaction.state === "STOPPED" && (
          <Link
            prefetch={false}
            href="/admin/operations"
            className="inline-flex min-h-6 items-center text-sm text-brand-text hover:underline"
          >
            {t("toOperations")}
          </Link>
        )}
      </p>
      {reaction.steps.length === 0 && reaction.error && (
        <p className="mt-1 text-sm break-all text-danger-text">{reaction.error}</p>
      )}
      <ol className="mt-1 grid gap-1">
        {reaction.steps.map((step) => (
          <li key={step.name} className="text-sm">
            <span className="font-medium">{names.step(step.name)}</span>{" "}
            <code className="text-xs break-all text-ink-muted">{step.name}</code>
            <ol className="mt-0.5 grid gap-0.5 pl-3">
              {step.attempts.map((attempt) => (
                <li key={`${attempt.attempt} ${attempt.startedAt}`}>
                  <AttemptLine attempt={attempt} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </li>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const t = useTranslations("admin.saga");
  const failed = attempt.outcome === "FAILED";
  const ms = new Date(attempt.endedAt).getTime() - new Date(attempt.startedAt).getTime();
  return (
    <>
      <span>{t("attempt", { number: attempt.attempt + 1 })}</span> <Clock at={attempt.startedAt} />{" "}
      <span className={failed ? "font-semibold text-danger-text" : "font-semibold text-positive-text"}>
        {t(`outcomes.${attempt.outcome}`)}
      </span>{" "}
      <span className="text-ink-muted">{t("took", { ms: formatInteger(Math.max(0, ms)) })}</span>
      {attempt.error && <span className="block break-all text-danger-text">{attempt.error}</span>}
    </>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { knownKey } from "@/components/ui/known-key";
import { Money } from "@/components/ui/money";
import { formatLocalDate } from "@/i18n/format";
import type { RefundView } from "@/server/payment/schemas";
import type { OrderChange, OrderTicket } from "@/server/reservation/schemas";
import { ChangeCharges } from "./change-charges";

/** The people of the staff who are known, by id. */
export type KnownStaff = ReadonlyMap<string, { name: string; email: string }>;

const tones = {
  QUOTED: "neutral",
  AWAITING_PAYMENT: "warning",
  DONE: "positive",
  EXPIRED: "neutral",
  WITHDRAWN: "neutral",
  REFUSED: "danger",
} as const;

/** One change of an order: what, when, who asked, why a fee was left out, and all of its money. */
export function ChangeEntry({
  change,
  tickets,
  refunds,
  staff,
}: {
  change: OrderChange;
  tickets: readonly OrderTicket[];
  refunds: readonly RefundView[];
  staff: KnownStaff;
}) {
  const t = useTranslations("admin.order");
  return (
    <li className="grid gap-2 border-l-4 border-brand pl-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{t(`kinds.${change.kind}`)}</strong>
        <Badge tone={tones[change.status]}>{t(`statuses.${change.status}`)}</Badge>
        <DateTime at={change.endedAt ?? change.quotedAt} />
      </p>
      <p className="text-ink-muted">
        <AskedBy change={change} staff={staff} />
        {change.cause && ` · ${t(`causes.${change.cause}`)}`}
      </p>
      <WhatChanged change={change} />
      {change.waiverReason !== null && (
        <p className="break-words whitespace-pre-line">
          <strong>{t("waiverReason")}</strong> {change.waiverReason}
        </p>
      )}
      <ChangeCharges charges={change.charges} balance={change.balance} tickets={tickets} />
      <Movements change={change} refunds={refunds} />
    </li>
  );
}

/** The flights or the name before and after, and why staff corrected it. */
function WhatChanged({ change: { flights, correction } }: { change: OrderChange }) {
  const t = useTranslations("admin.order");
  const locale = useLocale();
  const nameOf = ({ designator, departureDate }: { designator: string; departureDate: string }) =>
    `${designator} ${formatLocalDate(departureDate, "shortDate", locale)}`;
  return (
    <>
      {flights?.map(({ from, to }) => (
        <p key={nameOf(from)}>
          {nameOf(from)} → {nameOf(to)}
        </p>
      ))}
      {correction && (
        <p>
          {correction.before} → {correction.after}
        </p>
      )}
      {correction?.reason && (
        <p className="break-words whitespace-pre-line">
          <strong>{t("correctionReason")}</strong> {correction.reason}
        </p>
      )}
    </>
  );
}

const roles = [
  "CUSTOMER",
  "TRAVELLER",
  "GUEST",
  "ADMIN",
  "AGENT",
  "SCHEDULER",
  "REVENUE",
  "AUDITOR",
  "STAFF",
  "SYSTEM",
] as const;

function AskedBy({ change, staff }: { change: OrderChange; staff: KnownStaff }) {
  const t = useTranslations("admin.order");
  const names = useTranslations("admin.audit.roles");
  const person = change.askedById === null ? undefined : staff.get(change.askedById);
  const role = names(knownKey(roles, change.askedByKind, "STAFF"));
  if (!person || change.askedByKind === "CUSTOMER") return t("askedBy", { who: role });
  return (
    <>
      {t("askedBy", { who: `${role} ${person.name}` })} <span className="break-all">({person.email})</span>
    </>
  );
}

/** The payments of a change, and what it gives back of each payment, with what the bank has done. */
function Movements({
  change: { id, payments, refunds: shares },
  refunds,
}: {
  change: OrderChange;
  refunds: readonly RefundView[];
}) {
  const t = useTranslations("admin.order");
  if (payments.length + shares.length === 0) return null;
  const refundOf = (paymentId: string) =>
    // Older refunds name no change: such an order gave all back at once.
    refunds.find((refund) => refund.paymentId === paymentId && (refund.changeId ?? id) === id);
  return (
    <ul className="grid gap-1">
      {payments.map(({ paymentId, amount }) => (
        <li key={paymentId} className="flex flex-wrap items-center gap-x-3">
          <Badge tone="positive">{t("payment")}</Badge>
          <Money amountKrw={amount} className="font-semibold" />
        </li>
      ))}
      {shares.map(({ paymentId, amount }) => {
        const refund = refundOf(paymentId);
        const isCompleted = refund?.status === "COMPLETED";
        return (
          <li key={paymentId} className="flex flex-wrap items-center gap-x-3">
            <Badge tone={isCompleted ? "positive" : "warning"}>
              {t(isCompleted ? "refundCompleted" : "refundPending")}
            </Badge>
            <Money amountKrw={amount} className="font-semibold" />
            {refund?.completedAt && <DateTime at={refund.completedAt} look="shortDateTime" />}
          </li>
        );
      })}
    </ul>
  );
}

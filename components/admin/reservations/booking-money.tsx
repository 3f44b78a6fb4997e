import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { knownKey } from "@/components/ui/known-key";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import type { PaymentView, RefundView } from "@/server/payment/schemas";

const paymentTones = { PENDING: "warning", CAPTURED: "positive", CLOSED: "neutral" } as const;

/** Payments and refunds of a booking, as the payment provider was asked for them. */
export function BookingMoney({
  payments,
  refunds,
  cancelledByAirline,
}: {
  payments: readonly PaymentView[];
  refunds: readonly RefundView[];
  cancelledByAirline: boolean;
}) {
  const t = useTranslations("admin.money");
  return (
    <Card as="section" title={t("title")}>
      <div className="grid grid-cols-1 gap-4">
        {payments.length === 0 ? (
          <p className="text-ink-muted">{t("noPayments")}</p>
        ) : (
          <PaymentTable payments={payments} />
        )}
        {refunds.length > 0 && <RefundTable refunds={refunds} cancelledByAirline={cancelledByAirline} />}
      </div>
    </Card>
  );
}

function PaymentTable({ payments }: { payments: readonly PaymentView[] }) {
  const t = useTranslations("admin.money");
  return (
    <Table
      caption={t("payments")}
      showCaption
      head={
        <>
          <Th numeric>{t("amount")}</Th>
          <Th>{t("status")}</Th>
          <Th>{t("at")}</Th>
        </>
      }
    >
      {payments.map((payment) => (
        <tr key={payment.id}>
          <Td numeric className="font-semibold whitespace-nowrap">
            <Money amountKrw={payment.amount} />
          </Td>
          <Td>
            <Badge tone={paymentTones[payment.status]}>{t(`payment.${payment.status}`)}</Badge>
            {payment.lastFailure && <Failure payment={payment} code={payment.lastFailure} />}
          </Td>
          <Td className="whitespace-nowrap">
            {payment.capturedAt ? <DateTime at={payment.capturedAt} look="shortDateTime" /> : "–"}
          </Td>
        </tr>
      ))}
    </Table>
  );
}

function RefundTable({
  refunds,
  cancelledByAirline,
}: {
  refunds: readonly RefundView[];
  cancelledByAirline: boolean;
}) {
  const t = useTranslations("admin.money");
  return (
    <Table
      caption={t("refunds")}
      showCaption
      head={
        <>
          <Th numeric>{t("amount")}</Th>
          <Th>{t("status")}</Th>
          <Th>{t("reason")}</Th>
          <Th>{t("at")}</Th>
        </>
      }
    >
      {refunds.map((refund) => (
        <tr key={refund.id}>
          <Td numeric className="font-semibold whitespace-nowrap">
            <Money amountKrw={refund.amount} />
          </Td>
          <Td>
            <RefundStatus refund={refund} />
          </Td>
          <Td>{t(`reasons.${reasonOf(refund, cancelledByAirline)}`)}</Td>
          <Td className="whitespace-nowrap">
            <DateTime at={refund.completedAt ?? refund.createdAt} look="shortDateTime" />
          </Td>
        </tr>
      ))}
    </Table>
  );
}

function RefundStatus({ refund: { status, isDelayed } }: { refund: RefundView }) {
  const t = useTranslations("admin.money.refund");
  if (isDelayed) return <Badge tone="danger">{t("DELAYED")}</Badge>;
  return <Badge tone={status === "COMPLETED" ? "positive" : "warning"}>{t(status)}</Badge>;
}

const reasonOf = ({ reason }: RefundView, cancelledByAirline: boolean) => {
  if (reason === "REFUSED" || reason === "CHANGED") return reason;
  return cancelledByAirline ? "AIRLINE" : "CANCELLED";
};

const failures = ["generic_decline", "insufficient_funds"] as const;

/** Why the last attempt was declined. The title has the provider's code, to ask the provider with. */
function Failure({ payment, code }: { payment: PaymentView; code: string }) {
  const t = useTranslations("admin.money");
  const failure = t(`failures.${knownKey(failures, code, "other")}`);
  return (
    <span className="block text-xs text-ink-muted" title={code}>
      {/* A later attempt was paid. */}
      {payment.status === "CAPTURED" ? t("earlier", { failure }) : failure}
    </span>
  );
}

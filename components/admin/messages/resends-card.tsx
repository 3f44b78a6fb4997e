import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import { ResendForm, type ResendFormProps } from "./resend-form";

type Resend = {
  id: string;
  address: string;
  requestedByEmail: string;
  status: "QUEUED" | "SENDING" | "SENT" | "FAILED";
  lastError: string | null;
  createdAt: Date;
};

const tones = { QUEUED: "warning", SENDING: "info", SENT: "positive", FAILED: "danger" } as const;

/** The times that an e-mail was sent again, and the form to do so. */
export function ResendsCard({
  resends,
  form,
}: {
  resends: readonly Resend[];
  /** Null when it may not be sent again. */
  form: ResendFormProps | null;
}) {
  const t = useTranslations("admin.resend");
  return (
    <Card as="section" title={t("title")}>
      <div className="grid gap-6">
        {form ? <ResendForm {...form} /> : <p className="text-ink-muted">{t("notNow")}</p>}
        {resends.length > 0 && (
          <Table
            caption={t("list")}
            head={
              <>
                <Th>{t("at")}</Th>
                <Th>{t("address")}</Th>
                <Th>{t("by")}</Th>
                <Th>{t("status")}</Th>
              </>
            }
          >
            {resends.map((resend) => (
              <tr key={resend.id}>
                <Td className="whitespace-nowrap">
                  <DateTime at={resend.createdAt} look="shortDateTime" />
                </Td>
                <Td>{resend.address}</Td>
                <Td>{resend.requestedByEmail}</Td>
                <Td>
                  <Badge tone={tones[resend.status]}>{t(`statuses.${resend.status}`)}</Badge>
                  {resend.lastError && resend.status !== "SENT" && (
                    <span className="block text-xs text-ink-muted">{resend.lastError}</span>
                  )}
                </Td>
              </tr>
            ))}
          </Table>
        )}
      </div>
    </Card>
  );
}

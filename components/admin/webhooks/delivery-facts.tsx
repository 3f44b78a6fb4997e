import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import { formatInteger } from "@/i18n/format";
import type { DeliveryDetail } from "@/server/webhooks/schemas";
import { DeliveryState } from "./delivery-state";

/** What was delivered, about which booking, and what became of it. */
export function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("admin.webhooks");
  const { eventType, eventId, occurredAt, state, givenUpCause, tries, nextTryAt, locator, orderKey } =
    delivery;
  return (
    <Card as="section" title={t("delivery.facts")}>
      <DescriptionList
        items={[
          { term: t("log.type"), value: <code className="break-all">{eventType}</code> },
          { term: t("delivery.event"), value: <code className="text-sm break-all">{eventId}</code> },
          { term: t("log.at"), value: <DateTime at={occurredAt} /> },
          {
            term: t("delivery.state"),
            value: (
              <>
                <DeliveryState state={state} />
                {givenUpCause && (
                  <span className="mt-1 block text-sm font-normal">{t(`log.causes.${givenUpCause}`)}</span>
                )}
              </>
            ),
          },
          { term: t("log.tries"), value: formatInteger(tries) },
          ...(state === "PENDING" ? [{ term: t("log.next"), value: <DateTime at={nextTryAt} /> }] : []),
          ...(locator
            ? [
                {
                  term: t("log.reservation"),
                  value: (
                    <PageLink
                      href={`/admin/reservations/${orderKey}`}
                      className="inline-flex min-h-6 items-center text-brand-text hover:underline"
                    >
                      {locator}
                    </PageLink>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

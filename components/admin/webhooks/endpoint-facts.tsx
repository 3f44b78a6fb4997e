import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInteger } from "@/i18n/format";
import type { Endpoint, Secret } from "@/server/webhooks/schemas";
import { SuccessShare } from "./success-share";

/** What an endpoint gets, how it fares, and which secrets sign for it. */
export function EndpointFacts({ endpoint }: { endpoint: Endpoint & { secrets: readonly Secret[] } }) {
  const t = useTranslations("admin.webhooks");
  const { url, eventTypes, account, disabledCause, disabledAt, failingSince, createdAt, waiting } = endpoint;
  return (
    <Card as="section" title={t("endpoint.facts")}>
      {disabledCause && (
        <Alert tone="danger" className="mb-4">
          {t(`causes.${disabledCause}`)} {disabledAt && <DateTime at={disabledAt} look="shortDateTime" />}
        </Alert>
      )}
      <DescriptionList
        items={[
          { term: t("url"), value: <span className="break-all">{url}</span> },
          { term: t("events"), value: eventTypes ? <Types types={eventTypes} /> : t("allEvents") },
          { term: t("endpoint.account"), value: account?.email ?? t("endpoint.allAccounts") },
          { term: t("share"), value: <SuccessShare endpoint={endpoint} /> },
          { term: t("waiting"), value: formatInteger(waiting) },
          { term: t("endpoint.since"), value: <DateTime at={createdAt} /> },
          ...(failingSince && !disabledCause
            ? [{ term: t("endpoint.failingSince"), value: <DateTime at={failingSince} /> }]
            : []),
          { term: t("secret.list"), value: <Secrets secrets={endpoint.secrets} /> },
        ]}
      />
    </Card>
  );
}

const Types = ({ types }: { types: readonly string[] }) => (
  <ul className="grid gap-0.5 text-sm">
    {types.map((type) => (
      <li key={type}>
        <code className="break-all">{type}</code>
      </li>
    ))}
  </ul>
);

function Secrets({ secrets }: { secrets: readonly Secret[] }) {
  const t = useTranslations("admin.webhooks.secret");
  return (
    <ul className="grid gap-0.5 text-sm">
      {secrets.map(({ id, createdAt, endsAt }) => (
        <li key={id}>
          {endsAt ? (
            <>
              {t("old")}: {t("ends")} <DateTime at={endsAt} look="shortDateTime" />
            </>
          ) : (
            <>
              {t("current")}: {t("made")} <DateTime at={createdAt} look="shortDateTime" />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

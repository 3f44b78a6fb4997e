import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { tripCookie } from "@/app/_lib/auth/trip-access";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { withClientMessages } from "@/components/layout/client-messages";
import { AccessCodeForm } from "@/components/trips/access-code-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { sentAccessCodes } from "@/server/reservation/queries";
import { CODE_MINUTES } from "@/server/reservation/schemas";
import { askForCodeAgain, enterCode } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.access");
  return { title: t("title"), robots: { index: false } };
}

/**
 * Where a one-time code is entered. Only the browser that asked for it can enter it. `trip`: the locator of the trip that the
 * code is for; without it, the newest code is entered.
 */
async function TripAccessPage({ searchParams }: Props) {
  const t = await getTranslations("trips.access");
  const asked = firstValues(await searchParams);
  const codes = await sentAccessCodes(await tripCookie("code"));
  const sent = asked.trip === undefined ? codes[0] : codes.find(({ locator }) => locator === asked.trip);
  const find = (
    <LinkButton href="/trips/find" variant="secondary">
      {t("find")}
    </LinkButton>
  );
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
      <PageHeader title={t("title")} description={sent ? t("lead", { locator: sent.locator }) : undefined} />
      {sent ? (
        <Card as="section" title={t("heading")}>
          <div className="grid gap-4">
            {asked.sent === "again" && <Alert live tone="positive" title={t("sentAgain")} />}
            <p>
              {t.rich("sentTo", {
                email: sent.maskedEmail,
                minutes: CODE_MINUTES,
                b: (text) => <b>{text}</b>,
              })}
            </p>
            <AccessCodeForm
              key={sent.codeId}
              codeId={sent.codeId}
              enter={enterCode}
              again={askForCodeAgain}
            />
          </div>
        </Card>
      ) : (
        <Alert tone="warning" title={t("noneTitle")} action={find}>
          {t("none")}
        </Alert>
      )}
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/access/page.tsx", TripAccessPage);

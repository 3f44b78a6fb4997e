import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { linkOf } from "@/app/_lib/auth/link-cookie";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { MailedLinkPage } from "@/components/identity/mailed-link-page";
import { withClientMessages } from "@/components/layout/client-messages";
import { stoppableChange } from "@/server/identity/queries";
import { stopChange } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity.stop");
  return { title: t("title"), robots: { index: false } };
}

/** Where the owner of an account's old address stops a change of it, before or after it is done. */
async function StopEmailChangePage({ searchParams }: Props) {
  const { problem } = firstValues(await searchParams);
  const t = await getTranslations("identity.stop");
  const forgotten = await getTranslations("identity.forgotten");
  const token = await linkOf("/stop-email-change");
  const change = token && (await stoppableChange(token));
  const notice = !change
    ? ({ tone: "warning", title: t("endedTitle"), children: t("ended") } as const)
    : problem === "failed"
      ? ({ live: true, tone: "danger", title: t("failedTitle"), children: t("failed") } as const)
      : null;
  return (
    <MailedLinkPage
      title={t("title")}
      lead={change ? t(change.isDone ? "leadDone" : "lead") : null}
      notice={notice}
      address={change ? { term: t("address"), value: change.oldEmail } : null}
      action={change ? { run: stopChange, button: t("button"), note: t("note") } : null}
      elsewhere={{ href: "/forgotten-password", label: forgotten("title") }}
    />
  );
}

export default withClientMessages("app/[locale]/(site)/stop-email-change/page.tsx", StopEmailChangePage);

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { linkOf } from "@/app/_lib/auth/link-cookie";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { MailedLinkPage } from "@/components/identity/mailed-link-page";
import { withClientMessages } from "@/components/layout/client-messages";
import { knownKey } from "@/components/ui/known-key";
import { confirmationOf } from "@/server/identity/queries";
import { confirmAddress } from "./actions";

type Props = { searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity.confirm");
  return { title: t("title"), robots: { index: false } };
}

const outcomes = ["confirmed", "changed", "taken", "failed", "ended"] as const;
const notices = {
  confirmed: { title: "doneTitle", text: "done", tone: "positive" },
  changed: { title: "changedTitle", text: "changed", tone: "positive" },
  taken: { title: "takenTitle", text: "taken", tone: "danger" },
  failed: { title: "failedTitle", text: "failed", tone: "danger" },
  ended: { title: "endedTitle", text: "ended", tone: "warning" },
} as const;

/** Where the link of a mail leads that confirms an address. Only a press on its button does. */
async function ConfirmEmailPage({ searchParams }: Props) {
  const t = await getTranslations("identity.confirm");
  const token = await linkOf("/confirm-email");
  const link = token && (await confirmationOf(token));
  const said = knownKey(outcomes, firstValues(await searchParams).done, null);
  const notice = said ? notices[said] : link ? null : notices.ended;
  return (
    <MailedLinkPage
      title={t("title")}
      lead={link ? t(link.isChange ? "changeLead" : "lead") : null}
      notice={
        notice && {
          live: said !== null,
          tone: notice.tone,
          title: t(notice.title),
          children: t(notice.text),
        }
      }
      address={link ? { term: t("address"), value: link.email } : null}
      action={link ? { run: confirmAddress, button: t("button") } : null}
      elsewhere={{ href: "/account/security", label: t("toAccount") }}
    />
  );
}

export default withClientMessages("app/[locale]/(site)/confirm-email/page.tsx", ConfirmEmailPage);

import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { ResendsCard } from "@/components/admin/messages/resends-card";
import { SentMessage } from "@/components/admin/messages/sent-message";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { messageAsSent } from "@/server/notification/queries";
import type { RequestContext } from "@/server/shared/context";
import { hasPermission } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { resendMessage } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("messages.one") };
}

async function read(ctx: RequestContext, id: string) {
  const message = await messageAsSent(ctx, id);
  const permission = message.reservationId ? "reservation.change" : "customer.change";
  return { message, mayResend: message.mayBeResent && hasPermission(ctx.actor, permission) };
}

async function AdminMessagePage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.messages");
  const { message, mayResend } = await adminRead(`/admin/messages/${id}`, (ctx) => read(ctx, id));
  return (
    <>
      <PageHeader
        title={t("one")}
        actions={
          <LinkButton href={`/admin/customers/${message.recipientId}?tab=messages`} variant="quiet">
            {t("toCustomer")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <SentMessage message={message} />
        {message.channel === "EMAIL" && (
          <ResendsCard
            resends={message.resends}
            form={
              mayResend
                ? {
                    messageId: message.id,
                    address: message.address ?? "",
                    formKey: uuidv7(),
                    action: resendMessage,
                  }
                : null
            }
          />
        )}
      </div>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/messages/[id]/page.tsx", AdminMessagePage);

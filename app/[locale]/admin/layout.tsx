import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/auth/session";
import SiteLayout from "@/app/[locale]/(site)/layout";
import { AdminShell } from "@/components/layout/admin-shell";
import { ClientMessages } from "@/components/layout/client-messages";
import { shownUser } from "@/components/layout/shown-user";
import { parseTheme, themeCookie } from "@/components/layout/theme";

/** Pages of the staff and of customers have the same names; the title says whose they are. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("layout");
  return { title: { default: t("admin"), template: `%s | ${t("admin")} | ${t("title")}` } };
}

/**
 * The frame of the dashboard. It checks no role: each verb does. A person who is not staff sees the refusal of the
 * page within the customers' frame, without the staff's menu. There is no loading.tsx below: a page that has begun
 * to stream can no longer answer with a redirect or 404.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  if (!user || user.role === "CUSTOMER") return <SiteLayout>{children}</SiteLayout>;
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <ClientMessages of="app/[locale]/admin/layout.tsx">
      <AdminShell user={shownUser(user)} theme={theme}>
        {children}
      </AdminShell>
    </ClientMessages>
  );
}

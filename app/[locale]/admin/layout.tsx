import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/auth/session";
import SiteLayout from "@/app/[locale]/(site)/layout";
import { AdminShell } from "@/components/layout/admin-shell";
import { ClientMessages } from "@/components/layout/client-messages";
import { parseTheme, themeCookie } from "@/components/layout/theme";
import { QueryProvider } from "@/components/query/query-provider";

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
    <AdminShell user={user} theme={theme}>
      <ClientMessages namespaces={["admin"]}>
        <QueryProvider>{children}</QueryProvider>
      </ClientMessages>
    </AdminShell>
  );
}

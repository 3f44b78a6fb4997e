import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/session";
import { AdminShell } from "@/components/layout/admin-shell";
import { ClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/layout/query-provider";
import { parseTheme, themeCookie } from "@/components/layout/theme";

/** Chrome only. Each verb checks the role itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <AdminShell user={user} theme={theme}>
      <ClientMessages namespaces={["admin"]}>
        <QueryProvider>{children}</QueryProvider>
      </ClientMessages>
    </AdminShell>
  );
}

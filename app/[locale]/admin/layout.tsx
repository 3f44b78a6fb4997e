import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/session";
import { AdminShell } from "@/components/layout/admin-shell";
import { parseTheme, themeCookie } from "@/components/layout/theme";

/** Chrome only. Each verb checks the role itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <AdminShell user={user} theme={theme}>
      {children}
    </AdminShell>
  );
}

import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/session";
import { SiteShell } from "@/components/layout/site-shell";
import { parseTheme, themeCookie } from "@/components/layout/theme";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <SiteShell user={user} theme={theme}>
      {children}
    </SiteShell>
  );
}

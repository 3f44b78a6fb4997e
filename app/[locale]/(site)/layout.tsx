import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { getSessionUser } from "@/app/_lib/auth/session";
import { MessageLink } from "@/components/layout/message-link";
import { SiteShell } from "@/components/layout/site-shell";
import { parseTheme, themeCookie } from "@/components/layout/theme";
import { QueryProvider } from "@/components/query/query-provider";
import { MessageBell } from "./messages/message-bell";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const bell = user && (
    <Suspense fallback={<MessageLink />}>
      <MessageBell />
    </Suspense>
  );
  return (
    <QueryProvider>
      <SiteShell user={user} theme={theme} bell={bell}>
        {children}
      </SiteShell>
    </QueryProvider>
  );
}

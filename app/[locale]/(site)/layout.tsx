import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { getSessionUser } from "@/app/_lib/auth/session";
import { ClientMessages } from "@/components/layout/client-messages";
import { MessageLink } from "@/components/layout/message-link";
import { shownUser } from "@/components/layout/shown-user";
import { SiteShell } from "@/components/layout/site-shell";
import { parseTheme, themeCookie } from "@/components/layout/theme";
import { businessOf } from "@/server/shared/business-env";
import { env } from "@/server/shared/env";
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
    <ClientMessages of="app/[locale]/(site)/layout.tsx">
      <SiteShell user={user && shownUser(user)} theme={theme} bell={bell} business={businessOf(env())}>
        {children}
      </SiteShell>
    </ClientMessages>
  );
}

import type { ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
import type { ShellUser } from "./session-user";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";
import { SkipLink } from "./skip-link";
import type { ThemeChoice } from "./theme";

/**
 * Everything around a page of the customers' site. `bell` is the slot for the live message bell.
 * No Suspense around what reads the address: hydrated after the page, it would meet a press that was
 * made before JavaScript came and already leads elsewhere.
 */
export function SiteShell({
  user,
  theme,
  bell,
  children,
}: {
  user: ShellUser | null;
  theme: ThemeChoice;
  bell?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <SiteHeader user={user} bell={bell} />
      <main id="content" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <SiteFooter theme={theme} />
      <BottomBar signedIn={user !== null} />
    </div>
  );
}

import { type ReactNode, Suspense } from "react";
import { BottomBar } from "./bottom-bar";
import type { ShellUser } from "./session-user";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";
import { SkipLink } from "./skip-link";
import type { ThemeChoice } from "./theme";

/** Everything around a page of the customers' site. `bell` is the slot for the live message bell. */
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
      <Suspense>
        <BottomBar signedIn={user !== null} />
      </Suspense>
    </div>
  );
}

import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { hasLocale } from "next-intl";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { SHARED_PAGE_HEADER } from "@/app/_lib/edge/shared-page";
import { ClientMessages } from "@/components/layout/client-messages";
import { CspNonce } from "@/components/layout/csp-nonce";
import { PageFocus } from "@/components/layout/page-focus";
import { RestoredPage } from "@/components/layout/restored-page";
import { OutdatedNotice, Toaster } from "@/components/layout/shared-parts";
import { parseTheme, themeCookie } from "@/components/layout/theme";
import { Announcer } from "@/components/ui/announcer";
import { reloadScript } from "@/components/ui/reload-script";
import { RareGlyphs } from "@/components/ui/typeface/rare-glyphs";
import { preloadSiteFont } from "@/components/ui/typeface/site-font";
import { routing } from "@/i18n/routing";
import { env } from "@/server/shared/env";

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Omit<Props, "children">): Promise<Metadata> {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) return {};
  const t = await getTranslations({ locale, namespace: "layout" });
  return {
    metadataBase: new URL(env().APP_URL),
    title: { default: t("title"), template: `%s | ${t("title")}` },
    description: t("description"),
    applicationName: "MSA Air",
    formatDetection: { telephone: false, email: false, address: false },
  };
}

const lightCanvas = "#ffffff";
const darkCanvas = "#0a131e";

export async function generateViewport(): Promise<Viewport> {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const fixed = theme === "dark" ? darkCanvas : lightCanvas;
  return {
    colorScheme: theme === "system" ? "light dark" : theme,
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: lightCanvas },
            { media: "(prefers-color-scheme: dark)", color: darkCanvas },
          ]
        : fixed,
    viewportFit: "cover",
  };
}

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  setRequestLocale(locale);
  preloadSiteFont(locale);
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const asked = await headers();
  const nonce = asked.get("x-nonce") ?? undefined;
  return (
    // The theme toggle writes data-theme itself; React must not put it back.
    <html lang={locale} data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <head>
        <CspNonce nonce={nonce} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which must run before any file loads */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: reloadScript }} />
      </head>
      <body>
        <ClientMessages of="app/[locale]/layout.tsx">
          {children}
          <PageFocus />
          <Announcer />
          <Toaster />
          <OutdatedNotice />
        </ClientMessages>
        <RareGlyphs />
        <RestoredPage shared={asked.has(SHARED_PAGE_HEADER)} />
      </body>
    </html>
  );
}

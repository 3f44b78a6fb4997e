import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { withClientMessages } from "@/components/layout/client-messages";
import { PreferenceList } from "@/components/profile/preference-list";
import { ProfileShell } from "@/components/profile/profile-shell";
import { getPreferences } from "@/server/notification/queries";
import { savePreference } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.preferences");
  return { title: t("title"), robots: { index: false } };
}

async function PreferencesPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile.preferences");
  const user = await getSessionUser();
  const { saved } = firstValues(await searchParams);
  const preferences = user && (await getPreferences(await getRequestContext()));
  return (
    <ProfileShell
      place="preferences"
      title={t("title")}
      lead={preferences ? t("lead") : undefined}
      outcome={saved}
      isSignedIn={preferences !== null}
      next="/account/preferences"
    >
      {preferences && <PreferenceList preferences={preferences} action={savePreference} />}
    </ProfileShell>
  );
}

export default withClientMessages("app/[locale]/(site)/account/preferences/page.tsx", PreferencesPage);

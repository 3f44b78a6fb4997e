import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { nationalityOptions } from "@/app/_lib/nationality-options";
import { storedValues } from "@/app/_lib/profile/person-fields";
import { withClientMessages } from "@/components/layout/client-messages";
import { PassportCard } from "@/components/profile/passport-card";
import { PersonForm } from "@/components/profile/person-form";
import { ProfileShell } from "@/components/profile/profile-shell";
import { Card } from "@/components/ui/card";
import { getProfile } from "@/server/profile/queries";
import { dropPassport, keepPassport, saveProfile, showPassport } from "./actions";

const PATH = "/account/profile";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile");
  return { title: t("title"), robots: { index: false } };
}

async function ProfilePage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile");
  const user = await getSessionUser();
  const { saved } = firstValues(await searchParams);
  return (
    <ProfileShell
      place="profile"
      title={t("title")}
      lead={t("lead")}
      outcome={saved}
      isSignedIn={user !== null}
      next={PATH}
    >
      {user && <Own />}
    </ProfileShell>
  );
}

async function Own() {
  const t = await getTranslations("profile");
  const { self } = await getProfile(await getRequestContext());
  const countries = nationalityOptions(await getLocale());
  return (
    <>
      <Card as="section" title={t("details")}>
        <PersonForm
          // A new key after a change: the form then has what was stored.
          key={self?.version}
          values={storedValues(self)}
          hidden={{ version: self ? String(self.version) : "" }}
          nationalities={countries}
          reload={PATH}
          action={saveProfile}
        />
      </Card>
      <PassportCard
        person={self}
        countries={countries}
        actions={{ store: keepPassport, read: showPassport, forget: dropPassport }}
      />
    </>
  );
}

export default withClientMessages("app/[locale]/(site)/account/profile/page.tsx", ProfilePage);

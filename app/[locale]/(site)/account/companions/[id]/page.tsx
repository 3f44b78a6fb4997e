import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { nationalityOptions } from "@/app/_lib/nationality-options";
import { storedValues } from "@/app/_lib/profile/person-fields";
import { removeCompanion, saveCompanion } from "@/app/[locale]/(site)/account/companions/actions";
import { dropPassport, keepPassport, showPassport } from "@/app/[locale]/(site)/account/profile/actions";
import { ActionForm } from "@/components/forms/action-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { PassportCard } from "@/components/profile/passport-card";
import { PersonForm } from "@/components/profile/person-form";
import { ProfileShell } from "@/components/profile/profile-shell";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { getProfile } from "@/server/profile/queries";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.companions");
  return { title: t("change"), robots: { index: false } };
}

async function CompanionPage({ params, searchParams }: Props) {
  const { id } = await params;
  const t = await getTranslations("profile.companions");
  const user = await getSessionUser();
  const { saved } = firstValues(await searchParams);
  return (
    <ProfileShell
      place="companions"
      title={t("change")}
      outcome={saved}
      isSignedIn={user !== null}
      next={`/account/companions/${id}`}
      actions={
        <LinkButton href="/account/companions" variant="quiet" size="sm">
          {t("back")}
        </LinkButton>
      }
    >
      {user && <Companion id={id} />}
    </ProfileShell>
  );
}

async function Companion({ id }: { id: string }) {
  const t = await getTranslations("profile");
  const { companions } = await getProfile(await getRequestContext());
  const person = companions.find((each) => each.id === id);
  if (!person) notFound();
  const countries = nationalityOptions(await getLocale());
  return (
    <>
      <Card as="section" title={t("details")}>
        <PersonForm
          key={person.version}
          values={storedValues(person)}
          hidden={{ id, version: String(person.version) }}
          nationalities={countries}
          reload={`/account/companions/${id}`}
          action={saveCompanion}
        />
      </Card>
      <PassportCard
        person={person}
        countries={countries}
        actions={{ store: keepPassport, read: showPassport, forget: dropPassport }}
      />
      <Card as="section" title={t("companions.removeTitle")}>
        <p className="mb-4 text-ink-muted">{t("companions.removeNote")}</p>
        <ActionForm action={removeCompanion}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="danger" size="sm">
            {t("companions.remove")}
          </SubmitButton>
        </ActionForm>
      </Card>
    </>
  );
}

export default withClientMessages("app/[locale]/(site)/account/companions/[id]/page.tsx", CompanionPage);

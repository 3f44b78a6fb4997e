import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getSessionUser } from "@/app/_lib/auth/session";
import { nationalityOptions } from "@/app/_lib/nationality-options";
import { addCompanion } from "@/app/[locale]/(site)/account/companions/actions";
import { withClientMessages } from "@/components/layout/client-messages";
import { PersonForm } from "@/components/profile/person-form";
import { ProfileShell } from "@/components/profile/profile-shell";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { uuidv7 } from "@/server/shared/ids";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.companions");
  return { title: t("new"), robots: { index: false } };
}

async function NewCompanionPage() {
  const t = await getTranslations("profile.companions");
  const user = await getSessionUser();
  return (
    <ProfileShell
      place="companions"
      title={t("new")}
      isSignedIn={user !== null}
      next="/account/companions/new"
      actions={
        <LinkButton href="/account/companions" variant="quiet" size="sm">
          {t("back")}
        </LinkButton>
      }
    >
      <Card>
        <PersonForm
          values={{}}
          hidden={{ key: uuidv7() }}
          nationalities={nationalityOptions(await getLocale())}
          reload="/account/companions/new"
          action={addCompanion}
        />
      </Card>
    </ProfileShell>
  );
}

export default withClientMessages("app/[locale]/(site)/account/companions/new/page.tsx", NewCompanionPage);

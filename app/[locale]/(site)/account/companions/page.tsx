import { UserRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { CompanionList } from "@/components/profile/companion-list";
import { ProfileShell } from "@/components/profile/profile-shell";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { getProfile } from "@/server/profile/queries";

const PATH = "/account/companions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.companions");
  return { title: t("title"), robots: { index: false } };
}

async function CompanionsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile.companions");
  const user = await getSessionUser();
  const { saved } = firstValues(await searchParams);
  const profile = user && (await getProfile(await getRequestContext()));
  const most = profile?.mostCompanions ?? 0;
  const add = profile && profile.companions.length < most && (
    <LinkButton href={`${PATH}/new`}>{t("add")}</LinkButton>
  );
  return (
    <ProfileShell
      place="companions"
      title={t("title")}
      lead={profile ? t("lead", { most }) : undefined}
      outcome={saved}
      isSignedIn={profile !== null}
      actions={profile?.companions.length ? add : undefined}
      next={PATH}
    >
      {profile?.companions.length === 0 && (
        <EmptyState icon={UserRound} title={t("empty")} action={add}>
          {t("emptyHint")}
        </EmptyState>
      )}
      {profile && profile.companions.length > 0 && <CompanionList people={profile.companions} />}
      {profile && !add && <p className="text-ink-muted">{t("full", { most })}</p>}
    </ProfileShell>
  );
}

export default CompanionsPage;

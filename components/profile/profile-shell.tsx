import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountNav, type AccountPlace } from "@/components/identity/account-nav";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";
import { PageHeader } from "@/components/ui/page-header";

const outcomes = [
  ...(["profile", "companion", "companionGone", "passport", "passportGone", "preference", "failed"] as const),
];
export type ProfileOutcome = (typeof outcomes)[number];

/** A page of the profile: its heading, the menu of the account, and what the last form did. */
export function ProfileShell({
  place,
  title,
  lead,
  outcome,
  isSignedIn,
  actions,
  next,
  children,
}: {
  place: AccountPlace;
  title: string;
  lead?: string | undefined;
  /** From the address. */
  outcome?: string | undefined;
  isSignedIn: boolean;
  actions?: ReactNode;
  /** The path to return to after signing in. */
  next: string;
  children: ReactNode;
}) {
  const t = useTranslations("profile");
  const done = knownKey(outcomes, outcome, null);
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={title} description={lead} actions={actions} />
      {isSignedIn ? (
        <>
          <AccountNav current={place} />
          {done && (
            <Alert
              live
              tone={done === "failed" ? "danger" : "positive"}
              title={t(`saved.${done}`)}
              className="mb-6"
            />
          )}
          <div className="grid grid-cols-1 gap-6">{children}</div>
        </>
      ) : (
        <SignInPrompt next={next}>{t("signIn")}</SignInPrompt>
      )}
    </div>
  );
}

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Shown instead of a member's page to somebody who has not signed in. `next`: the path to return to. */
export function SignInPrompt({ next, children }: { next: string; children: ReactNode }) {
  const t = useTranslations("account");
  return (
    <EmptyState
      icon={LogIn}
      title={t("signInNeeded")}
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <LinkButton href={{ pathname: "/sign-in", query: { next } }}>{t("signIn")}</LinkButton>
          <LinkButton href={{ pathname: "/sign-up", query: { next } }} variant="secondary">
            {t("signUp")}
          </LinkButton>
        </div>
      }
    >
      <p>{children}</p>
    </EmptyState>
  );
}

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { knownKey } from "@/components/ui/known-key";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";
import { LotteryNote } from "./lottery-note";
import { RoomHeader } from "./room-header";
import { SoldOutNote } from "./sold-out-note";

const problems = ["RATE_LIMITED", "CONFLICT", "NOT_FOUND"] as const;

type Props = {
  status: SaleEventStatus;
  next: string;
  /** The code of the refusal of the last try. */
  problem: string | undefined;
  /** The visitor had a place, and the time to shop is over. */
  isAgain: boolean;
  /** Null for members. */
  signInHref: string | null;
  action: (form: FormData) => Promise<void>;
};

/** Offers a place. */
export function JoinRoom({ status, next, problem, isAgain, signInHref, action }: Props) {
  const t = useTranslations("waiting");
  const lead = isAgain ? "joinAgain" : status.state === "BEFORE" ? "joinBefore" : "joinOpen";
  return (
    <>
      <RoomHeader status={status} title={t("joinTitle")} />
      {problem && (
        <Alert live tone="warning" title={t("refusedTitle")} className="mb-4">
          {t(`refused.${knownKey(problems, problem, "OTHER")}`)}
        </Alert>
      )}
      <SoldOutNote status={status} />
      <Card>
        <p className="pb-4">{t(lead)}</p>
        <ActionForm action={action}>
          <input type="hidden" name="sale" value={status.id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton size="lg" className="w-full sm:w-auto">
            {t("join")}
          </SubmitButton>
        </ActionForm>
        {signInHref && (
          <div className="mt-4 flex flex-wrap items-center gap-3 border-t border-line pt-4">
            <p className="min-w-0 grow basis-60 text-sm text-ink-muted">{t("signInHint")}</p>
            <LinkButton href={signInHref} variant="secondary">
              {t("signIn")}
            </LinkButton>
          </div>
        )}
      </Card>
      <LotteryNote status={status} />
    </>
  );
}

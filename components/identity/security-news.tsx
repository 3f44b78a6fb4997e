import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** What the security page may have to say after a form. */
export const securityNews = [
  ...(["resent", "resendLimited", "emailAsked", "passwordChanged", "sessionEnded", "othersEnded"] as const),
  "failed",
] as const;
export type SecurityNews = (typeof securityNews)[number];

const texts: Partial<Record<SecurityNews, "resentText" | "emailAskedText" | "passwordChangedText">> = {
  resent: "resentText",
  emailAsked: "emailAskedText",
  passwordChanged: "passwordChangedText",
};

/** Says what became of the form that was sent. */
export function SecurityNewsAlert({ news }: { news: SecurityNews }) {
  const t = useTranslations("account.security");
  const isBad = news === "failed" || news === "resendLimited";
  const text = texts[news];
  return (
    <Alert live tone={isBad ? "danger" : "positive"} title={t(news)}>
      {text && t(text)}
    </Alert>
  );
}

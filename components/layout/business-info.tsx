import { useTranslations } from "next-intl";
import type { Business } from "./business";

const facts = [
  "name",
  "representative",
  "address",
  "phone",
  "email",
  "registrationNumber",
  "mailOrderNumber",
  "hosting",
] as const;

/** The public register of businesses, at a number. */
const registerAddress = (registrationNumber: string) =>
  `https://www.ftc.go.kr/bizCommPop.do?wrkr_no=${registrationNumber.replaceAll("-", "")}`;

/** Who sells, with a link to the business register. */
export function BusinessInfo({ business }: { business: Business }) {
  const t = useTranslations("layout.business");
  return (
    <section aria-label={t("title")} className="grid gap-2 text-sm text-ink-muted">
      {business.isExample && <p className="font-semibold">{t("example")}</p>}
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        {facts.map((fact) => (
          <div key={fact} className="flex gap-1">
            <dt className="after:content-[':']">{t(fact)}</dt>
            <dd lang="ko" className="device-hangul wrap-anywhere">
              {business[fact]}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a
          href={registerAddress(business.registrationNumber)}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-6 items-center underline hover:text-ink"
        >
          {t("check")} {t("newWindow")}
        </a>
      </p>
    </section>
  );
}

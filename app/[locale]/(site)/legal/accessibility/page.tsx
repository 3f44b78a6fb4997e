import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { businessOf } from "@/server/shared/business-env";
import { env } from "@/server/shared/env";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.accessibility");
  return { title: t("title") };
}

/** What the site promises to people with disabilities, and where it falls short. */
export default async function AccessibilityPage() {
  const t = await getTranslations("legal.accessibility");
  const { phone, email } = businessOf(env());
  return (
    <article className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      <div className="grid gap-6">
        <Part title={t("standardTitle")}>
          <p>{t("standard")}</p>
        </Part>
        <Part title={t("howTitle")}>
          <Points texts={[t("how1"), t("how2"), t("how3")]} />
        </Part>
        <Part title={t("limitsTitle")}>
          <Points texts={[t("limit1"), t("limit2"), t("limit3")]} />
        </Part>
        <Part title={t("contactTitle")}>
          <p>{t("contact", { phone, email })}</p>
        </Part>
      </div>
    </article>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}

const Points = ({ texts }: { texts: readonly string[] }) => (
  <ul className="list-disc space-y-1 pl-5">
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);

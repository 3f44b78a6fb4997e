import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/layout/client-messages";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("booking");
  return { title: t("progress"), robots: { index: false } };
}

export default function BookLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["booking", "payment"]}>{children}</ClientMessages>;
}

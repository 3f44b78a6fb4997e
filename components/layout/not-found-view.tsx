"use client";

import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

/** The not-found page for customers. */
export function NotFoundView() {
  const t = useTranslations("errors");
  return (
    <Frame
      body={t("notFoundBody")}
      first={{ href: "/", name: t("searchFlights") }}
      second={{ href: "/trips", name: t("myTrips") }}
    />
  );
}

/** The not-found page within the dashboard, for the airline's staff. */
export function AdminNotFoundView() {
  const t = useTranslations("errors");
  return (
    <Frame
      body={t("notFoundAdminBody")}
      first={{ href: "/admin/flights", name: t("adminFlights") }}
      second={{ href: "/admin", name: t("dashboard") }}
    />
  );
}

type Way = { href: string; name: string };

function Frame({ body, first, second }: { body: string; first: Way; second: Way }) {
  const t = useTranslations("errors");
  return (
    <div className="page-width grid justify-items-start gap-4 py-16">
      <Compass aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t("notFoundTitle")}</h1>
      <p>{body}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={first.href}>{first.name}</LinkButton>
        <LinkButton href={second.href} variant="secondary">
          {second.name}
        </LinkButton>
      </div>
    </div>
  );
}

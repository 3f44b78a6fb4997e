import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

/** The status of a flight, as the staff see it. */
export function FlightStatus({ status, departed }: { status: "ON_SALE" | "CANCELLED"; departed: boolean }) {
  const t = useTranslations("admin.flightStatus");
  if (status === "CANCELLED") return <Badge tone="danger">{t("CANCELLED")}</Badge>;
  if (departed) return <Badge>{t("DEPARTED")}</Badge>;
  return <Badge tone="positive">{t("ON_SALE")}</Badge>;
}

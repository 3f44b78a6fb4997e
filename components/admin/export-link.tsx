import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button-style";

/** Downloads exactly the rows of a list, on all its pages, as CSV. */
export function ExportLink({ href }: { href: string }) {
  const t = useTranslations("admin.lists");
  return (
    <a href={href} download className={buttonClass({ variant: "secondary", className: "print:hidden" })}>
      <Download aria-hidden className="size-4" />
      {t("export")}
    </a>
  );
}

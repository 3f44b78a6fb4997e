"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";
import { Alert } from "@/components/ui/alert";

const PATIENCE_MS = 3_000;

/** In a form: says that the payment page is slow to open, once sending the form takes longer than a moment. */
export function SlowNotice() {
  const t = useTranslations("payment");
  const { pending } = useFormStatus();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  // The region is there from the start: what is put into it later is read out.
  return (
    <div role="status">
      {slow && (
        <Alert tone="warning" title={t("slowTitle")}>
          {t("slowText")}
        </Alert>
      )}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";
import { Alert } from "@/components/ui/alert";

const PATIENCE_MS = 3_000;

/** In a form: says that the payment page is slow to open, when sending the form takes more than 3 seconds. */
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
  // Screen readers read out what is put into a region that was there before.
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

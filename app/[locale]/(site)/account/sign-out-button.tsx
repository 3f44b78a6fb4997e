"use client";

import { signOut } from "next-auth/react";
import { useLocale } from "next-intl";
import { buttonClass } from "@/components/ui/button-style";

/** Signs out at once; before JavaScript the address answers with a page that asks. */
export function SignOutButton({ label }: { label: string }) {
  const locale = useLocale();
  return (
    <a
      href="/api/auth/signout"
      onClick={(event) => {
        event.preventDefault();
        void signOut({ callbackUrl: `/${locale}` });
      }}
      className={buttonClass({ variant: "secondary" })}
    >
      {label}
    </a>
  );
}

import { useLocale } from "next-intl";
import type { ReactNode } from "react";

/** A plain form around one button: it works before JavaScript too. */
export function SignOutForm({
  everywhere = false,
  className,
  children,
}: {
  /** On all of the member's devices. */
  everywhere?: boolean;
  /** Class names of the button. */
  className: string;
  children: ReactNode;
}) {
  return (
    <form method="post" action="/api/sign-out">
      <input type="hidden" name="locale" value={useLocale()} />
      {everywhere && <input type="hidden" name="scope" value="everywhere" />}
      <button type="submit" className={className}>
        {children}
      </button>
    </form>
  );
}

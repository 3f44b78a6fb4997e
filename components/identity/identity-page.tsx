import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** The frame of sign-in, sign-up and the pages behind mailed links: a narrow card, with other links (`elsewhere`) below it. */
export function IdentityPage({
  title,
  lead,
  elsewhere,
  children,
}: {
  title: string;
  /** Null when there is nothing to say. */
  lead: string | null;
  elsewhere: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-6 px-4 py-10 sm:py-16">
      <div className="flex flex-col gap-2">
        <h1 className="text-title font-bold">{title}</h1>
        {lead && <p className="text-ink-muted">{lead}</p>}
      </div>
      <Card className="flex flex-col gap-6">{children}</Card>
      <div className="flex flex-col gap-2 text-center text-ink-muted">{elsewhere}</div>
    </div>
  );
}

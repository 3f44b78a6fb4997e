import type { ComponentProps, ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import { SubmitButton } from "@/components/ui/submit-button";
import { IdentityPage } from "./identity-page";

/**
 * The page behind a mailed link. Opening it does nothing: mail programs open links by themselves. Only a press on its one button does.
 */
export function MailedLinkPage({
  title,
  lead,
  notice,
  address,
  action,
  elsewhere,
}: {
  title: string;
  /** What the button will do; null when the link is over. */
  lead: string | null;
  /** What became of the press, or of the link. `live`: it answers a press. */
  notice: Pick<ComponentProps<typeof Alert>, "live" | "tone" | "title" | "children"> | null;
  /** The e-mail address that the link is about. */
  address: { term: string; value: string } | null;
  /** Null when the link is over. */
  action: { run: ComponentProps<typeof ActionForm>["action"]; button: string; note?: ReactNode } | null;
  elsewhere: { href: ComponentProps<typeof PageLink>["href"]; label: string };
}) {
  return (
    <IdentityPage
      title={title}
      lead={lead}
      elsewhere={
        <PageLink href={elsewhere.href} className="font-semibold text-brand-text underline">
          {elsewhere.label}
        </PageLink>
      }
    >
      {notice && <Alert {...notice} />}
      {address && (
        <DescriptionList
          items={[{ term: address.term, value: <span className="break-all">{address.value}</span> }]}
        />
      )}
      {action?.note && <p className="text-ink-muted">{action.note}</p>}
      {action && (
        <ActionForm action={action.run} className="grid gap-4">
          <SubmitButton size="lg">{action.button}</SubmitButton>
        </ActionForm>
      )}
    </IdentityPage>
  );
}

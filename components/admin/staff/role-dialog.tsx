"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { submitting } from "@/components/forms/form-fieldset";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { notify } from "@/components/ui/toast-store";
import type { ChangeRoleInput } from "@/server/identity/schemas";
import { staffRoles, type UserRole, userRoles } from "@/server/shared/staff-permissions";
import { RolePermissions } from "./role-permissions";

export type ChangeRoleAction = (input: ChangeRoleInput) => Promise<Answer<{ name: string; role: UserRole }>>;

type Props = {
  /** Whose role is changed; absent to give a role by e-mail address. */
  person?: { name: string; email: string; role: UserRole };
  /** The server action of the page; it renders the page again. */
  change: ChangeRoleAction;
};

/** A window that gives a person a role, changes it or takes it away, and says what the chosen role may do. */
export function RoleDialog({ person, change }: Props) {
  const t = useTranslations("admin.staff");
  const [open, setOpen] = useState(false);
  const name = person?.name ?? "";
  return (
    <Dialog
      trigger={
        person ? (
          <>
            {t("change")}
            <span className="sr-only"> {t("changeOf", { name })}</span>
          </>
        ) : (
          t("add")
        )
      }
      triggerVariant={person ? "secondary" : "primary"}
      triggerSize={person ? "sm" : undefined}
      title={person ? t("changeTitle", { name }) : t("addTitle")}
      isOpen={open}
      onOpenChange={setOpen}
    >
      <RoleForm person={person} change={change} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function RoleForm({ person, change, onDone }: Props & { onDone: () => void }) {
  const t = useTranslations("admin");
  const roles = useTranslations("layout.roles");
  const message = useFieldMessage("admin");
  const { entry, setEntry, refusal, pending, submit } = useRoleChange({ person, change }, onDone);
  const form = useInvalidFocus(refusal);
  const choices = person ? userRoles : staffRoles;
  const nameOf = (role: UserRole) => (role === "CUSTOMER" ? t("staff.none") : roles(role));
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate className="grid gap-4">
      <RefusalAlert namespace="admin" title={t("nothingChanged")} refusal={refusal} />
      {!person && (
        <TextField
          name="email"
          type="email"
          label={t("staff.email")}
          description={t("staff.addHint")}
          autoComplete="off"
          required
          value={entry.email}
          onChange={(event) => setEntry({ ...entry, email: event.target.value })}
          error={message("email", refusal?.fieldErrors?.email)}
        />
      )}
      <Select
        name="role"
        label={t("staff.role")}
        value={entry.role}
        onChange={(event) => setEntry({ ...entry, role: event.target.value as UserRole })}
        options={choices.map((role) => ({ value: role, label: nameOf(role) }))}
        error={message("role", refusal?.fieldErrors?.role)}
      />
      <RolePermissions role={entry.role} />
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {t("staff.save")}
        </Button>
      </div>
    </form>
  );
}

/** What was entered, the refusal of it, and how it is sent. */
function useRoleChange({ person, change }: Props, onDone: () => void) {
  const t = useTranslations("admin.staff");
  const roles = useTranslations("layout.roles");
  const [entry, setEntry] = useState({ email: person?.email ?? "", role: person?.role ?? staffRoles[0] });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await change({ ...entry, from: person?.role ?? "CUSTOMER" }).catch(unreachable);
      if (!answer.ok) return setRefusal(answer);
      const { name, role } = answer.data;
      const body = t("changedText", { name, role: role === "CUSTOMER" ? t("none") : roles(role) });
      notify({ tone: "positive", title: t("changed"), body });
      onDone();
    });
  return { entry, setEntry, refusal, pending, submit };
}

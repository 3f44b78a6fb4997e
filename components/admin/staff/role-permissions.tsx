import { useTranslations } from "next-intl";
import { isPermitted, permissions, type UserRole } from "@/server/shared/staff-permissions";

/** Says what a person with a role may do, from the table that verbs and reads ask. */
export function RolePermissions({ role }: { role: UserRole }) {
  const t = useTranslations("admin.staff");
  const permitted = permissions.filter((permission) => isPermitted(role, permission));
  return (
    <div aria-live="polite" className="rounded-control border border-line bg-sunken p-3 text-sm">
      {permitted.length === 0 ? (
        <p>{t("mayNone")}</p>
      ) : (
        <>
          <p className="font-semibold">{t("may")}</p>
          <ul className="mt-1 list-disc pl-5 text-ink-muted">
            {permitted.map((permission) => (
              <li key={permission}>{t(`permissions.${permission}`)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { User } from "@/server/identity/schemas";
import { type ChangeRoleAction, RoleDialog } from "./role-dialog";

/** The people who have a role. `self`: the id of the person who looks, whose role only others can change. */
export function StaffTable({
  people,
  self,
  change,
}: {
  people: readonly User[];
  self: string;
  change: ChangeRoleAction;
}) {
  const t = useTranslations("admin.staff");
  const roles = useTranslations("layout.roles");
  return (
    <Table
      caption={t("list")}
      head={
        <>
          <Th>{t("name")}</Th>
          <Th>{t("email")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("action")}</Th>
        </>
      }
    >
      {people.map(({ id, name, email, role }) => (
        <tr key={id}>
          <Td className="font-semibold whitespace-nowrap">{name}</Td>
          <Td>{email}</Td>
          <Td className="whitespace-nowrap">{role !== "CUSTOMER" && roles(role)}</Td>
          <Td>
            {id === self ? (
              <Badge>{t("you")}</Badge>
            ) : (
              // A new key after a change: the window then begins with the role that was saved.
              <RoleDialog key={role} person={{ name, email, role }} change={change} />
            )}
          </Td>
        </tr>
      ))}
    </Table>
  );
}

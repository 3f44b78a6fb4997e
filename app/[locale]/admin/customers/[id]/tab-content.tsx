import { useTranslations } from "next-intl";
import { cursorOf } from "@/app/_lib/http/address-parts";
import { writeNote } from "@/app/[locale]/admin/_lib/note-actions";
import { MemberLedger } from "@/components/admin/customers/member-ledger";
import { NotesCard } from "@/components/admin/desk/notes-card";
import { MessageTable } from "@/components/admin/messages/message-table";
import { ReservationTable } from "@/components/admin/reservations/reservation-table";
import { listNotes } from "@/server/desk/queries";
import { ledgerOfMember } from "@/server/mileage/queries";
import { messagesOfMember } from "@/server/notification/queries";
import { reservationsOfCustomer } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

export const tabs = ["trips", "miles", "messages", "notes"] as const;
type Tab = (typeof tabs)[number];

/** Reads the list of one tab, from its cursor on. Only the tab that is shown is read. */
export async function readTab(ctx: RequestContext, tab: Tab, id: string, asked: string | undefined) {
  const cursor = cursorOf(asked);
  switch (tab) {
    case "trips":
      return { tab, page: await reservationsOfCustomer(ctx, { customerId: id, cursor: asked }) };
    case "miles":
      return { tab, page: await ledgerOfMember(ctx, { memberId: id, cursor }) };
    case "messages":
      return { tab, page: await messagesOfMember(ctx, { memberId: id, cursor }) };
    case "notes":
      return {
        tab,
        page: await listNotes(ctx, { subjectKind: "CUSTOMER", subjectId: id, cursor }),
      };
  }
}

type Props = { list: Awaited<ReturnType<typeof readTab>>; customerId: string; mayWrite: boolean };

/** The list of the tab that is shown. */
export function TabContent({ list, customerId, mayWrite }: Props) {
  const t = useTranslations("admin.customer.empty");
  if (list.tab === "notes") {
    const form = {
      subjectKind: "CUSTOMER",
      subjectId: customerId,
      formKey: uuidv7(),
      action: writeNote,
    } as const;
    return <NotesCard notes={list.page.items} form={mayWrite ? form : null} />;
  }
  const rows = list.tab === "trips" ? list.page.rows : list.page.items;
  if (rows.length === 0) return <p className="text-ink-muted">{t(list.tab)}</p>;
  switch (list.tab) {
    case "trips":
      return <ReservationTable rows={list.page.rows} />;
    case "miles":
      return <MemberLedger entries={list.page.items} />;
    case "messages":
      return <MessageTable messages={list.page.items} />;
  }
}

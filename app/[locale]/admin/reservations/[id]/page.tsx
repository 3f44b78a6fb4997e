import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { pendingState } from "@/app/_lib/change/pending-state";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { writeNote } from "@/app/[locale]/admin/_lib/note-actions";
import { NotesCard } from "@/components/admin/desk/notes-card";
import { BookedFlights } from "@/components/admin/reservations/booked-flights";
import { BookedPassengers } from "@/components/admin/reservations/booked-passengers";
import { BookingDone } from "@/components/admin/reservations/booking-done";
import { BookingFacts } from "@/components/admin/reservations/booking-facts";
import { BookingMessages } from "@/components/admin/reservations/booking-messages";
import { BookingMiles } from "@/components/admin/reservations/booking-miles";
import { BookingMoney } from "@/components/admin/reservations/booking-money";
import { BookingTasks } from "@/components/admin/reservations/booking-tasks";
import { BookingWays } from "@/components/admin/reservations/booking-ways";
import { OrderCards } from "@/components/admin/reservations/order-cards";
import { ChangeSettles, PendingChangeForStaff } from "@/components/admin/reservations/pending-change";
import { ReservationStatusBadge } from "@/components/admin/reservations/reservation-status";
import { SagaTimeline } from "@/components/admin/saga/saga-timeline";
import type { PendingState } from "@/components/change/types";
import { withClientMessages } from "@/components/layout/client-messages";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { sagaOfReservation } from "@/server/assurance/queries";
import { listNotes } from "@/server/desk/queries";
import type { Note } from "@/server/desk/schemas";
import { mileageOfReservation } from "@/server/mileage/queries";
import { messagesOfReservation } from "@/server/notification/queries";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import { getReservationForAdmin, sameTimeReservations, ticketCheckDigit } from "@/server/reservation/queries";
import type { BookingView } from "@/server/reservation/schemas";
import { noShowRule } from "@/server/reservation/schemas";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { recordNoShow } from "./actions";
import { giveUpForCustomer } from "./change/actions";
import { orderWithStaff } from "./order-with-staff";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("reservation.title") };
}

async function read(ctx: RequestContext, id: string) {
  const { booking, pending } = await bookingAndChange(ctx, id);
  const [payments, refunds, messages, miles, saga, sameTime, order, notes] = await Promise.all([
    paymentsOfReservation(ctx, booking.id),
    refundsOfReservation(ctx, booking.id),
    messagesOfReservation(ctx, booking.id),
    mileageOfReservation(ctx, booking.id),
    sagaOfReservation(ctx, booking.id),
    sameTimeReservations(ctx, booking.id),
    orderWithStaff(ctx, booking.id),
    // The newest hundred: a reservation has few.
    listNotes(ctx, { subjectKind: "RESERVATION", subjectId: booking.id, limit: 100 }),
  ]);
  const mayChange = hasPermission(ctx.actor, "reservation.change");
  const recordable = mayChange ? recordableOf(booking) : [];
  return {
    booking,
    payments,
    refunds,
    messages,
    miles,
    saga,
    sameTime,
    order,
    notes,
    mayChange,
    recordable,
    pending,
  };
}

/** The reservation, and for those who may act on it the change that waits for its payment. */
async function bookingAndChange(ctx: RequestContext, id: string) {
  const booking = await getReservationForAdmin(ctx, id);
  if (!hasPermission(ctx.actor, "reservation.change")) return { booking, pending: null };
  const { pending, isDecided } = await pendingState(ctx, booking.id);
  return { booking: isDecided ? await getReservationForAdmin(ctx, id) : booking, pending };
}

const withCheckDigit = <P extends { ticketNumber: string | null }>(passenger: P) => ({
  ...passenger,
  checkDigit: passenger.ticketNumber === null ? null : ticketCheckDigit(passenger.ticketNumber),
});

/** The segments on which a no-show can be recorded, and was not. */
const recordableOf = (booking: BookingView): string[] =>
  booking.segments
    .filter((segment) => segment.missedAt === null && noShowRule(booking, segment, booking.now).allowed)
    .map(({ id }) => id);

async function AdminReservationPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  const { done, changed } = firstValues(await searchParams);
  setRequestLocale(locale);
  const t = await getTranslations("admin.reservation");
  const found = await adminRead(`/admin/reservations/${id}`, (ctx) => read(ctx, id));
  const { booking, payments, refunds, messages, miles, saga, sameTime, order, recordable, mayChange } = found;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            {t("heading", { locator: booking.locator })}
            <ReservationStatusBadge status={booking.status} />
          </span>
        }
        actions={<BookingWays booking={booking} />}
      />
      <BookingDone what={done} />
      <div className="grid grid-cols-1 gap-6">
        {mayChange && <CustomersRequests booking={booking} pending={found.pending} changed={changed} />}
        <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
          <BookingFacts booking={booking} mayChange={mayChange} />
          <BookedFlights booking={booking} recordable={recordable} recordNoShow={recordNoShow} />
        </div>
        <BookedPassengers
          passengers={booking.passengers.map(withCheckDigit)}
          seats={booking.seats}
          segments={booking.segments}
          sameTime={sameTime}
        />
        <OrderCards order={order.view} refunds={refunds} staff={order.staff} />
        <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
          <BookingMoney
            payments={payments}
            refunds={refunds}
            cancelledByAirline={booking.cancelCause === "AIRLINE"}
          />
          <BookingMiles entries={miles} />
        </div>
        <BookingMessages messages={messages} />
        <ReservationNotes id={booking.id} notes={found.notes.items} mayWrite={mayChange} />
        <SagaTimeline reservationId={booking.id} initial={saga} />
      </div>
    </>
  );
}

/** The change that waits for its payment, and what can be done for the customer. `changed`: what another page found out. */
function CustomersRequests({
  booking,
  pending,
  changed,
}: {
  booking: BookingView;
  pending: PendingState | null;
  changed: string | undefined;
}) {
  return (
    <>
      {pending && <PendingChangeForStaff booking={booking} pending={pending} giveUp={giveUpForCustomer} />}
      {!pending && changed === "awaits" && <ChangeSettles />}
      <BookingTasks booking={booking} isPending={pending !== null} />
    </>
  );
}

function ReservationNotes({ id, notes, mayWrite }: { id: string; notes: Note[]; mayWrite: boolean }) {
  const form = {
    subjectKind: "RESERVATION",
    subjectId: id,
    formKey: uuidv7(),
    action: writeNote,
  } as const;
  return <NotesCard notes={notes} form={mayWrite ? form : null} />;
}

export default withClientMessages("app/[locale]/admin/reservations/[id]/page.tsx", AdminReservationPage);

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { type BookingView, correctionForCustomer } from "@/server/reservation/schemas";

type Booking = Pick<BookingView, "id" | "can" | "currentStatus" | "segments" | "now">;

const taskKeys = ["change", "cancel", "seats", "split", "name"] as const;
type TaskKey = (typeof taskKeys)[number];

/** Why something cannot be done, as a message key; null when it can. */
type Reason =
  | ("HELD" | "EXPIRED" | "CANCELLED" | "DEPARTED" | "FLIGHT_CANCELLED" | "ONE_PASSENGER")
  | ("AWAITS_PAYMENT" | null);

/**
 * What staff can do with a reservation for its customer: a link for each task, and why the others are not possible.
 * `isPending`: a change of flights waits for its payment.
 */
export function BookingTasks({ booking, isPending }: { booking: Booking; isPending: boolean }) {
  const t = useTranslations("admin.tasks");
  const reasons = reasonsOf(booking, isPending);
  const possible = taskKeys.filter((key) => reasons[key] === null);
  const why = [...new Set(taskKeys.map((key) => reasons[key]))].filter((reason) => reason !== null);
  return (
    <Card as="section" title={t("title")}>
      <div className="grid gap-4">
        {possible.length > 0 && (
          <ul className="flex flex-wrap gap-3">
            {possible.map((key) => (
              <li key={key}>
                {/* The page of a cancellation makes a quote when it is opened: no prefetch. */}
                <LinkButton
                  href={`/admin/reservations/${booking.id}/${key}`}
                  variant="secondary"
                  prefetch={false}
                >
                  {t(key)}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
        {why.length > 0 && (
          <ul className="grid gap-1 text-sm text-ink-muted">
            {why.map((reason) => (
              <li key={reason}>
                {t("notPossible", {
                  tasks: taskKeys.flatMap((key) => (reasons[key] === reason ? [t(key)] : [])).join(", "),
                  reason: t(`reasons.${reason}`),
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function reasonsOf(booking: Booking, isPending: boolean): Record<TaskKey, Reason> {
  const { can, currentStatus, segments, now } = booking;
  if (currentStatus !== "CREATED")
    return Object.fromEntries(taskKeys.map((key) => [key, currentStatus])) as Record<TaskKey, Reason>;
  const name = correctionForCustomer(booking, can.correctName, now);
  const waits = isPending ? ("AWAITS_PAYMENT" as const) : null;
  const seatReason = segments.some((leg) => leg.flightCancelled) ? "FLIGHT_CANCELLED" : "DEPARTED";
  return {
    change: can.change.allowed ? waits : "DEPARTED",
    cancel: can.cancel.allowed ? null : "DEPARTED",
    seats: can.changeSeatsOn.some(({ allowed }) => allowed) ? null : seatReason,
    split: can.split.allowed ? waits : ofSold(can.split.reason),
    name: name.allowed ? waits : ofSold(name.reason),
  };
}

/** The reason without that of a reservation that is not sold: the caller has told it already. */
const ofSold = <R extends string>(reason: R) => reason as Exclude<R, "NOT_CREATED">;

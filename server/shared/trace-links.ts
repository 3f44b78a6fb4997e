import { type SpanContext, trace } from "@opentelemetry/api";
import { lastTraceOf, traceOfEvent } from "./event-log";
import { isTracing, linkTo } from "./trace";

/** Links the active span to the last trace about a reservation, so that a booking can be followed from click to click. */
export async function linkToReservation(reservationId: string): Promise<void> {
  const active = isTracing() ? trace.getActiveSpan() : undefined;
  if (!active?.isRecording()) return;
  for (const context of linkTo(await lastTraceOf(reservationId))) active.addLink({ context });
}

/** The span that led to an item of a sweep: of its event, or the last one about its reservation. */
export async function linksOf(item: {
  eventId?: string;
  reservationId: string | null;
}): Promise<SpanContext[]> {
  if (!isTracing()) return [];
  if (item.eventId) return linkTo(await traceOfEvent(item.eventId));
  return item.reservationId ? linkTo(await lastTraceOf(item.reservationId)) : [];
}

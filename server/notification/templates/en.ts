import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/time";
import { cancelledFlight } from "./cancelled-flight";
import type { ContactKey, Templates } from "./content";
import { enChanges } from "./en-changes";
import { enMiles } from "./en-miles";
import { enOrders } from "./en-orders";
import {
  afterHold,
  airlineRefund,
  booking,
  closing,
  holdEnding,
  isInPart,
  itinerary,
  locatorRow,
  named,
  partOf,
  refundNote,
  refusals,
  tickets,
  waivedFee,
  withBaggage,
  won,
} from "./en-sections";

export const en: Omit<Templates, ContactKey> = {
  paymentDue: (r) => ({
    subject: `[MSA Air] Payment due for booking ${r.locator}`,
    paragraphs: [
      "We are holding your seats. Your booking is confirmed once you have paid, by the time below.",
      "After that, the booking is cancelled automatically.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        {
          label: "Pay by",
          value: `${formatInstant(r.paymentDeadline, KOREA_ZONE, "dateTime", "en")} (Korean time)`,
        },
        { label: "Amount to pay", value: won(r.totalAmount) },
      ),
      ...itinerary(r),
    ],
    action: "Pay now",
    closing,
  }),
  confirmed: (r) => ({
    subject: `[MSA Air] Your booking ${r.locator} is confirmed`,
    paragraphs: [
      "Thank you for choosing MSA Air.",
      "We have received your payment and issued your e-tickets.",
    ],
    sections: [
      booking(locatorRow(r.locator), { label: "Amount paid", value: won(r.totalAmount) }),
      ...withBaggage(r, itinerary(r)),
      tickets(r),
    ],
    action: "View your booking",
    closing,
  }),
  seatsChanged: (r) => ({
    subject: `[MSA Air] Your seats have changed on booking ${r.locator}`,
    paragraphs: ["We have changed your seats as you asked."],
    sections: [
      booking(
        locatorRow(r.locator),
        ...r.seats.map((s) => ({ label: s.designator, value: s.seats.join(", ") || "No seat assigned" })),
      ),
      ...itinerary(r),
    ],
    action: "View your booking",
    closing,
  }),
  cancelled: (r) => ({
    subject: isInPart(r)
      ? `[MSA Air] The remaining flights of booking ${r.locator} have been cancelled`
      : `[MSA Air] Your booking ${r.locator} has been cancelled`,
    paragraphs: [
      isInPart(r)
        ? "As you asked, we have cancelled the rest of your trip. Flights marked “departed” below stay as they were."
        : "We have cancelled your booking as you asked.",
      refundNote(r.refundAmount),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "Amount paid", value: won(r.paidAmount) },
        ...waivedFee(r.waivedAmount),
        { label: "Refund", value: won(r.refundAmount) },
      ),
      ...itinerary(r),
    ],
    action: "View the cancellation",
    closing,
  }),
  flightCancelled: (r) => {
    const flight = cancelledFlight(r);
    const refund = r.refundAmount === r.paidAmount ? "fully refunded" : "refunded";
    return {
      subject: `[MSA Air] Your flight${flight ? ` ${flight.designator}` : ""} is cancelled and ${refund} (booking ${r.locator})`,
      paragraphs: [
        `We are very sorry: ${flight ? `your ${named(flight)}` : "a flight you booked"} has been cancelled. We apologise for the disruption to your plans.`,
        ...(r.reason ? [`Reason: ${r.reason}`] : []),
        airlineRefund(r),
      ],
      sections: [
        booking(locatorRow(r.locator), { label: "Refund", value: won(r.refundAmount) }),
        ...itinerary(r, flight),
      ],
      action: "View the cancellation",
      closing,
    };
  },
  partCancelled: (r) => ({
    subject: `[MSA Air] Part of your booking ${r.locator} has been cancelled`,
    paragraphs: [
      "As you asked, we have cancelled a part of your booking. The rest of your trip stays as it was.",
      refundNote(r.refundAmount),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "Price of the cancelled part", value: won(r.givenUpAmount) },
        ...(r.waivedAmount
          ? waivedFee(r.waivedAmount)
          : [{ label: "Cancellation fee", value: won(r.givenUpAmount - r.refundAmount) }]),
        { label: "Refund", value: won(r.refundAmount) },
      ),
      partOf(r, r.givenUp, "Cancelled"),
      partOf(r, r.left, "Your trip now"),
    ],
    action: "View your booking",
    closing,
  }),
  ...enOrders,
  holdEnded: (r) => ({
    subject:
      r.cause === "FLIGHT_CANCELLED"
        ? `[MSA Air] Flight cancelled: your unpaid booking ${r.locator} has ended`
        : `[MSA Air] Your unpaid booking ${r.locator} has ended`,
    paragraphs: [holdEnding(r), ...afterHold[r.cause]],
    sections: [
      booking(locatorRow(r.locator)),
      ...itinerary(r, r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined),
    ],
    action: "Search flights again",
    closing,
  }),
  noShow: (r) => ({
    subject: `[MSA Air] You did not take a flight of booking ${r.locator}`,
    paragraphs: [
      "Our records show that you did not board the flight below. Open your booking to see what we can refund, and to ask for the refund.",
      "The no-show fee of your fare rules applies to the fare. Airport charges and the departure levy are refunded in full.",
    ],
    sections: [booking(locatorRow(r.locator)), ...itinerary(r)],
    action: "See your refund",
    closing,
  }),
  paymentRefused: (r) => ({
    subject: `[MSA Air] We are refunding your payment in full (booking ${r.locator})`,
    paragraphs: [
      refusals[r.reason],
      "The full amount is refunded to your original payment method. Depending on your card issuer this takes 3–5 business days. There is nothing you need to do.",
    ],
    sections: [booking(locatorRow(r.locator), { label: "Refund", value: won(r.amount) }), ...itinerary(r)],
    action: "View the booking",
    closing,
  }),
  paymentFailed: (p) => ({
    subject: `[MSA Air] Your payment was not approved (booking ${p.locator})`,
    paragraphs: [
      "Your payment was not approved and you have not been charged.",
      p.late
        ? "The payment deadline has passed and your booking was cancelled automatically. You can book again while seats are available."
        : "Your seats are held until the payment deadline. Please try again with another payment method.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "Amount to pay", value: won(p.amount) })],
    action: p.late ? "View the booking" : "Try again",
    closing,
  }),
  refundCompleted: (p) => ({
    subject: `[MSA Air] Your refund is complete (booking ${p.locator})`,
    paragraphs: [
      "We have refunded the amount below to your original payment method.",
      "Depending on your card issuer, it may take 3–5 business days to appear on your statement.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "Refund", value: won(p.amount) })],
    action: "View the booking",
    closing,
  }),
  ...enChanges,
  ...enMiles,
};

import { formatInstant } from "@/i18n/format";
import type { NotifiableData } from "@/server/notification/events";
import { KOREA_ZONE } from "@/server/shared/time";
import { changedFlights, offeredFlights } from "./changed-flights";
import type { Section, Templates } from "./content";
import {
  booking,
  closing,
  feeWaiver,
  itinerary,
  legLabel,
  locatorRow,
  miles,
  refundNote,
  tickets,
  titledLegs,
  withBaggage,
  won,
} from "./en-sections";

type Changed = NotifiableData["flightsChanged"];
type Sums = Pick<Changed, "balance" | "feeAmount" | "forfeitedAmount" | "waivedAmount">;

export const enChanges: Pick<
  Templates,
  | "flightsChanged"
  | "changePaymentDue"
  | "changePaymentOver"
  | "changeExpired"
  | "changeRefused"
  | "changePaymentFailed"
> = {
  flightsChanged: (r) => {
    const { givenUp, gained, kept, changing } = changedFlights(r);
    return {
      subject: `[MSA Air] Your flights on booking ${r.locator} have changed`,
      paragraphs: [
        "We have changed your flights as you asked and issued new e-tickets. The old tickets can no longer be used.",
        moneyNote(r.balance),
        "Seats on the old flights have been released. Please open your booking to choose seats on the new flights.",
      ],
      sections: [
        booking(locatorRow(r.locator), ...sums(r)),
        ...titledLegs(givenUp, "Flight before the change"),
        ...withBaggage({ segments: gained }, titledLegs(gained, "Your new flight")),
        ...keptFlights(kept),
        tickets({ ...r, passengers: changing }, "Passengers and new e-tickets"),
        ...milesOf(r.miles),
      ],
      action: "View your booking and choose seats",
      closing,
    };
  },
  changePaymentDue: (r) => {
    const { givenUp, gained } = offeredFlights(r);
    const at = formatInstant(r.paymentDeadline, KOREA_ZONE, "dateTime", "en");
    return {
      subject: `[MSA Air] Please pay for the change of your flights (booking ${r.locator})`,
      paragraphs: [
        "We have taken the change that you asked for and hold the seats on the new flights. The change is complete once you have paid for it, by the time below.",
        "If you do not pay in time, the change is cancelled and your trip stays as it is.",
        "If you did not ask for this change, please do not pay, and tell us.",
      ],
      sections: [
        booking(
          locatorRow(r.locator),
          { label: "Pay by", value: `${at} (Korean time)` },
          ...sums(r, "Amount to pay"),
        ),
        ...titledLegs(givenUp, "Flight before the change"),
        ...withBaggage({ segments: gained }, titledLegs(gained, "Your new flight")),
      ],
      action: "Check the change and pay",
      closing,
    };
  },
  changePaymentOver: (r) => ({
    subject: `[MSA Air] About the change of your flights (booking ${r.locator})`,
    paragraphs: [
      "The change that you asked for has already been made or cancelled. There is nothing to pay for it.",
      "Please look at your booking for your flights as they are now.",
    ],
    sections: [booking(locatorRow(r.locator))],
    action: "View your booking",
    closing,
  }),
  changeExpired: (r) =>
    r.cause === "WITHDRAWN"
      ? {
          subject: `[MSA Air] The change to booking ${r.locator} was cancelled`,
          paragraphs: [
            "We have cancelled the unpaid change. Nothing was charged, and your trip stays as it was.",
          ],
          sections: [booking(locatorRow(r.locator))],
          action: "View your booking",
          closing,
        }
      : {
          subject: `[MSA Air] Your flights on booking ${r.locator} have not been changed`,
          paragraphs: [
            "We did not receive the payment for your change in time, so the change was cancelled. Your trip stays as it was.",
            "We have no record of a payment. If one is still approved, we will change your flights or refund you in full, and let you know.",
            "You can ask for a change again from your booking.",
          ],
          sections: [booking(locatorRow(r.locator)), ...itinerary(r)],
          action: "View your booking",
          closing,
        },
  changeRefused: (r) => ({
    subject: `[MSA Air] We are refunding your payment for the change in full (booking ${r.locator})`,
    paragraphs: [
      refusals[r.reason],
      "The full amount is refunded to your original payment method. Depending on your card issuer this takes 3–5 business days. There is nothing you need to do.",
    ],
    sections: [booking(locatorRow(r.locator), { label: "Refund", value: won(r.amount) }), ...itinerary(r)],
    action: "View your booking",
    closing,
  }),
  changePaymentFailed: (p) => ({
    subject: `[MSA Air] Your payment for the change was not approved (booking ${p.locator})`,
    paragraphs: [
      "Your payment for the change of flights was not approved and you have not been charged.",
      p.late
        ? "The payment deadline has passed, so your flights have not been changed. Your trip stays as it was."
        : "Seats on the new flights are held until the payment deadline. Please try again with another payment method. If you do not pay, your trip stays as it was.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "Amount to pay", value: won(p.amount) })],
    action: p.late ? "View your booking" : "Try again",
    closing,
  }),
};

function moneyNote(balance: number): string {
  if (balance > 0) return "We have received your payment for the change.";
  return balance < 0 ? refundNote(-balance) : "There is nothing more to pay and nothing to refund.";
}

/** The difference in money: the fee and what is not given back apart, and the sum. An older event does not say the latter. */
function sums(
  { balance, feeAmount, forfeitedAmount = 0, waivedAmount = 0 }: Sums,
  paid = "Amount paid",
): Section["rows"] {
  const total =
    balance < 0
      ? { label: "Refund", value: won(-balance) }
      : { label: paid, value: balance > 0 ? won(balance) : "none" };
  return [
    { label: "Price difference", value: won(balance - feeAmount - forfeitedAmount + waivedAmount) },
    { label: "Change fee", value: feeAmount > 0 ? won(feeAmount) : "none" },
    ...(forfeitedAmount > 0 ? [{ label: "Difference not given back", value: won(forfeitedAmount) }] : []),
    ...feeWaiver(waivedAmount),
    total,
  ];
}

const keptFlights = (kept: ReturnType<typeof changedFlights>["kept"]): Section[] =>
  kept.length === 0
    ? []
    : [
        {
          title: "Flights that stay the same",
          rows: kept.map((segment, i) => ({ label: `Flight ${i + 1}`, value: legLabel(segment) })),
        },
      ];

const milesOf = ({ takenBackMiles, earnedMiles }: Changed["miles"]): Section[] =>
  takenBackMiles + earnedMiles === 0
    ? []
    : [
        {
          title: "Your miles",
          rows: [
            { label: "Deducted for the old flights", value: `-${miles(takenBackMiles)}` },
            { label: "Credited for the new flights", value: `+${miles(earnedMiles)}` },
          ],
        },
      ];

/** Says why the change was not made, and what the trip is now. */
const refusals: Record<NotifiableData["paymentRefused"]["reason"], string> = {
  HOLD_EXPIRED:
    "Your payment arrived after the deadline and no seats were left on the new flight, so we could not make the change. Your trip stays as it was.",
  ALREADY_PAID:
    "This change had already been paid for, and a second payment came in. Your changed trip stays as it is.",
  CANCELLED:
    "Your payment came in after the change had been cancelled, so we could not make it. Your booking is as it was before the payment.",
  AMOUNT_MISMATCH:
    "The amount paid did not match what was due for the change, so we could not make it. Your trip stays as it was.",
  SALES_CLOSED:
    "Your payment was completed after sales and check-in for the new flight had closed, so we could not make the change. Your trip stays as it was.",
  FLIGHT_DEPARTED:
    "Your payment was completed after the flight had left, so we could not make the change. Your trip stays as it was.",
  CHANGE_OUTDATED:
    "Your booking was changed while you were paying, so we could not make this change. Your booking is as it was before the payment.",
};

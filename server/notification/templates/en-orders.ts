import { formatInstant } from "@/i18n/format";
import type { Templates } from "./content";
import { booking, closing, itinerary, locatorRow, passengerRows, titledLegs } from "./en-sections";
import { retimingOf } from "./retiming";

/** The messages about an order that was changed without money: a booking that was split, a name that was corrected. */
const local = (at: string, zone: string) => `${formatInstant(at, zone, "dateTime", "en")} local time`;

const retimings = {
  LATE: "Your flight is delayed. We are sorry for the inconvenience.",
  EARLY: "Your flight is expected to leave earlier than booked. Please be at the airport in time.",
  ON_TIME: "Your flight was expected at other times. It is now expected at the times that you booked.",
} as const;

/** A flight may make up for a delay: who comes by the booked times misses nothing. */
const checkIn = {
  LATE: " Check-in closes by the booked times unless we tell you otherwise.",
  EARLY: " Check-in closes earlier by as much.",
  ON_TIME: "",
} as const;

export const enOrders: Pick<Templates, "bookingSplit" | "nameCorrected" | "flightRetimed"> = {
  flightRetimed: (r) => ({
    subject: `[MSA Air] New expected times of your flight (booking ${r.locator})`,
    paragraphs: [
      retimings[retimingOf(r)],
      `Expected times may change again: please check the flight status before you leave.${checkIn[retimingOf(r)]}`,
      ...(r.mayBeCompensated
        ? [
            "Under Korea's consumer dispute resolution standards a part of the fare may be compensated, by the length of the delay. Delays by force majeure, such as bad weather or safety measures that nobody could foresee, are exempt. Please ask our customer service.",
          ]
        : []),
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        ...r.segments.flatMap((s) => [
          { label: "Expected departure", value: local(r.expectedDepartsAt, s.originZone) },
          { label: "Expected arrival", value: local(r.expectedArrivesAt, s.destinationZone) },
        ]),
      ),
      ...titledLegs(r.segments, "As booked"),
    ],
    action: "View your booking",
    closing,
  }),
  bookingSplit: (r) => ({
    subject: `[MSA Air] Your booking is now two bookings (${r.locator} and ${r.newLocator})`,
    paragraphs: [
      `We have split your booking as you asked. The new booking reference is ${r.newLocator}.`,
      "Flights, seats and fares stay as they are, and there is nothing more to pay. The passengers of the new booking have new tickets for the flights that they have not taken yet.",
      "From now on you can change or cancel each booking by itself.",
    ],
    sections: [
      booking(locatorRow(r.locator), { label: "New booking reference", value: r.newLocator }),
      {
        title: `Passengers of booking ${r.locator}`,
        rows: passengerRows(r.passengers.filter(({ id }) => !r.leaving.some((person) => person.id === id))),
      },
      { title: `Passengers of the new booking ${r.newLocator}`, rows: passengerRows(r.leaving) },
      ...itinerary(r),
    ],
    action: "View your booking",
    closing,
  }),
  nameCorrected: (r) => ({
    subject: `[MSA Air] A passenger's name was corrected (booking ${r.locator})`,
    paragraphs: [
      "We have corrected a passenger's name and issued a new ticket. There is no fee; flights, seats and fares stay as they are.",
      "Please check once more that the name is the one in the passport. If you did not ask for this, please tell us at once.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "Before", value: `${r.nameBefore.surname}/${r.nameBefore.givenName}` },
        { label: "Now", value: `${r.nameAfter.surname}/${r.nameAfter.givenName}` },
        { label: "New ticket number", value: r.ticketNumber ?? "-" },
        { label: "Earlier ticket number", value: r.previousTicketNumber ?? "-" },
      ),
      ...itinerary(r),
    ],
    action: "View your booking",
    closing,
  }),
};

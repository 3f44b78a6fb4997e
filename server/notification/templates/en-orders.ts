import type { Templates } from "./content";
import { booking, closing, itinerary, locatorRow, passengerRows } from "./en-sections";

/** The messages about an order that was changed without money: a booking that was split, a name that was corrected. */
export const enOrders: Pick<Templates, "bookingSplit" | "nameCorrected"> = {
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

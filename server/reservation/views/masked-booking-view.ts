import type { PersonalData } from "@/server/shared/personal-data";
import type { BookingView } from "./booking-schemas";

/** A booking as staff with this view of personal data see it. */
export function maskedBooking(booking: BookingView, personal: PersonalData): BookingView {
  if (personal.isFull) return booking;
  return {
    ...booking,
    contactEmail: personal.email(booking.contactEmail),
    contactPhone: booking.contactPhone && personal.phone(booking.contactPhone),
    passengers: booking.passengers.map((passenger) => ({
      ...passenger,
      birthDate: passenger.birthDate && personal.birthDate(passenger.birthDate),
      nationality: passenger.nationality && personal.nationality(passenger.nationality),
    })),
  };
}

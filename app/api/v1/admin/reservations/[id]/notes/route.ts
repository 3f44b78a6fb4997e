import { listReservationNotes } from "@/app/_lib/rest/operations/staff-reservations";
import { writeReservationNote } from "@/app/_lib/rest/operations/staff-service";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listReservationNotes);
export const POST = serve(writeReservationNote);

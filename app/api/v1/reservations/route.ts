import { holdSeats, listReservations } from "@/app/_lib/rest/operations/bookings";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listReservations);
export const POST = serve(holdSeats);

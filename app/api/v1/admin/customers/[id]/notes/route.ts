import { listCustomerNotes, writeCustomerNote } from "@/app/_lib/rest/operations/staff-customers";
import { serve } from "@/app/_lib/rest/serve";

export const GET = serve(listCustomerNotes);
export const POST = serve(writeCustomerNote);

ALTER TABLE "identity"."users" ADD COLUMN "erased_at" timestamp with time zone;

ALTER TABLE "platform"."clients" ADD COLUMN "unpaid_holds" integer;
--> statement-breakpoint
ALTER TABLE "platform"."clients" ADD COLUMN "holds_per_hour" integer;
--> statement-breakpoint
ALTER TABLE "platform"."clients" ADD CONSTRAINT "clients_hold_caps" CHECK (unpaid_holds between 1 and 1000 and holds_per_hour between 1 and 10000) NOT VALID;
--> statement-breakpoint
ALTER TABLE "platform"."clients" VALIDATE CONSTRAINT "clients_hold_caps";

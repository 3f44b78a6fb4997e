ALTER TABLE "mileage"."ledger" ADD COLUMN "passenger_name" text;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ADD COLUMN "cancel_cause" text;
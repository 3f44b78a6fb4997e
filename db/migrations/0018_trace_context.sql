ALTER TABLE "payment"."payments" ADD COLUMN "traceparent" text;--> statement-breakpoint
ALTER TABLE "shared"."outbox" ADD COLUMN "traceparent" text;
ALTER TABLE "schedule"."flights" ADD COLUMN "expected_departs_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "expected_arrives_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "departure_terminal" text;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "departure_gate" text;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "arrival_terminal" text;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "arrival_gate" text;

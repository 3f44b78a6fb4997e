ALTER TABLE "operations"."step_attempts" ALTER COLUMN "event_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operations"."step_attempts" ALTER COLUMN "event_name" DROP NOT NULL;
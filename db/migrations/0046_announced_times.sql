ALTER TABLE "schedule"."flights" ADD COLUMN "announced_departs_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "announced_arrives_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedule"."flights" ADD COLUMN "announcement" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "reservation"."flights" ADD COLUMN "announcement" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE TABLE "schedule"."delay_policies" (
	"valid_from" timestamp with time zone PRIMARY KEY NOT NULL,
	"told_minutes" integer NOT NULL,
	"compensated_domestic_minutes" integer,
	"compensated_international_minutes" integer,
	"source" text NOT NULL,
	CONSTRAINT "delay_policies_minutes" CHECK (told_minutes between 1 and 240)
);
--> statement-breakpoint
-- data
INSERT INTO "schedule"."delay_policies" ("valid_from", "told_minutes", "compensated_domestic_minutes", "compensated_international_minutes", "source") VALUES
	('2000-01-01 00:00:00+09', 15, 60, 120, 'Told: MSA Air, stricter than the 30 minutes that passengers must be told of. Compensation: 소비자분쟁해결기준, delays from 1 h (domestic) and 2 h (international); easylaw csmSeq 1662, hani 834034 (secondary; later changes unverified)');
--> statement-breakpoint
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/flight.retimed', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');

ALTER TABLE "reservation"."segments" ADD COLUMN "missed_at" timestamp with time zone;
--> statement-breakpoint
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/no-show.recorded', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');

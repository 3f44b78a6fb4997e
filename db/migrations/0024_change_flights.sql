ALTER TABLE "payment"."payments" ADD COLUMN "change_id" uuid;--> statement-breakpoint
ALTER TABLE "reservation"."segments" ADD COLUMN "fees_count_to" timestamp with time zone;--> statement-breakpoint
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/reservation.flights-changed', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/change.expired', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');
--> statement-breakpoint
-- The history copies who gave which flights up: it reads the events once more.
UPDATE "shared"."projection_cursors" SET "xid" = '0', "seq" = 0 WHERE "projection" = 'history';

ALTER TABLE "history"."entries" ADD COLUMN "about_event_id" uuid;--> statement-breakpoint
CREATE INDEX "entries_about" ON "history"."entries" USING btree ("about_event_id") WHERE about_event_id is not null;
--> statement-breakpoint
-- data
-- The timeline is made again, since its older entries do not say what they are about.
UPDATE "shared"."projection_cursors" SET "xid" = '0', "seq" = 0 WHERE "projection" = 'history';

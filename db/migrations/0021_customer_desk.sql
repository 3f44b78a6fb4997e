-- Miles that staff give or take by hand belong to no flight.
ALTER TABLE "mileage"."ledger" ALTER COLUMN "reservation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "locator" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "segment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "passenger_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "designator" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "origin" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ALTER COLUMN "destination" DROP NOT NULL;--> statement-breakpoint
-- Every row that meets the old rule meets the new one, so that the rows there are need no reading.
ALTER TABLE "mileage"."ledger" DROP CONSTRAINT "ledger_sign";--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ADD CONSTRAINT "ledger_sign" CHECK (case kind when 'ACCRUAL' then miles > 0 when 'ADJUSTMENT' then miles <> 0 else miles <= 0 end) NOT VALID;--> statement-breakpoint
ALTER TABLE "mileage"."ledger" ADD CONSTRAINT "ledger_flight" CHECK ((kind = 'ADJUSTMENT') = (num_nonnulls(reservation_id, locator, segment_id, passenger_id, designator, origin, destination) = 0) and num_nulls(reservation_id, locator, segment_id, passenger_id, designator, origin, destination) in (0, 7)) NOT VALID;--> statement-breakpoint
CREATE TABLE "mileage"."adjustments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"miles" integer NOT NULL,
	"reason" text NOT NULL,
	"adjusted_by" uuid NOT NULL,
	"adjusted_by_email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adjustments_miles" CHECK (miles <> 0 and abs(miles) <= 1000000)
);
--> statement-breakpoint
CREATE TABLE "notification"."resends" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"address" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_by_email" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "resends_message" ON "notification"."resends" USING btree ("message_id","created_at");--> statement-breakpoint
CREATE SCHEMA "desk";
--> statement-breakpoint
CREATE TABLE "desk"."notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"text" text NOT NULL,
	"author_id" uuid NOT NULL,
	"author_email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notes_text" CHECK (char_length(text) between 1 and 2000)
);
--> statement-breakpoint
CREATE INDEX "notes_subject" ON "desk"."notes" USING btree ("subject_kind","subject_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
-- Notes are only added. What a person wrote stays as it was written.
CREATE FUNCTION "desk"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a note is never changed';
END $$;--> statement-breakpoint
CREATE TRIGGER "notes_append_only" BEFORE UPDATE ON "desk"."notes" FOR EACH ROW EXECUTE FUNCTION "desk"."refuse_change"();--> statement-breakpoint
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('mileage/mileage.adjusted', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air: an unexpected change of the account is told by e-mail too');

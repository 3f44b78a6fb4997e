CREATE TABLE "notification"."kind_policies" (
	"kind" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"may_be_off" boolean NOT NULL,
	"default_on" boolean NOT NULL,
	"quiet_from" time,
	"quiet_until" time,
	"source" text NOT NULL,
	CONSTRAINT "kind_policies_kind_valid_from_pk" PRIMARY KEY("kind","valid_from"),
	CONSTRAINT "kind_policies_quiet" CHECK ((quiet_from is null) = (quiet_until is null)),
	CONSTRAINT "kind_policies_required" CHECK (may_be_off or default_on)
);
--> statement-breakpoint
CREATE TABLE "notification"."preferences" (
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"is_on" boolean NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "preferences_member_id_kind_channel_pk" PRIMARY KEY("member_id","kind","channel")
);
--> statement-breakpoint
CREATE TABLE "notification"."withheld" (
	"event_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"recipient_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "withheld_event_id_channel_recipient_id_pk" PRIMARY KEY("event_id","channel","recipient_id")
);
--> statement-breakpoint
CREATE INDEX "withheld_recipient" ON "notification"."withheld" USING btree ("recipient_id");--> statement-breakpoint
INSERT INTO "notification"."kind_policies" ("kind", "valid_from", "may_be_off", "default_on", "quiet_from", "quiet_until", "source") VALUES
	('BOOKING', '2000-01-01 00:00:00+09', false, true, NULL, NULL, 'Contract; 소비자분쟁해결기준: a cancellation or a delay of 30 minutes is told'),
	('PAYMENT', '2000-01-01 00:00:00+09', false, true, NULL, NULL, '전자상거래법 §13: the terms of the contract and of its payment are told'),
	('REMINDERS', '2000-01-01 00:00:00+09', true, true, NULL, NULL, 'The product: help before a trip, which nobody has to get'),
	('MILES', '2000-01-01 00:00:00+09', true, true, NULL, NULL, 'The product: the balance is always on the page'),
	('ADVERTISING', '2000-01-01 00:00:00+09', true, false, '21:00', '08:00', '정보통신망법 §50: only with consent, and not from 21:00 to 08:00 without another one');

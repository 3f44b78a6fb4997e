CREATE TABLE "notification"."channel_policies" (
	"event_name" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"channels" text[] NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "channel_policies_event_name_valid_from_pk" PRIMARY KEY("event_name","valid_from")
);
--> statement-breakpoint
CREATE TABLE "operations"."engine_registrations" (
	"engine" text PRIMARY KEY NOT NULL,
	"functions_hash" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"accepted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "shared"."deliveries" (
	"event_id" uuid NOT NULL,
	"consumer" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"alone" boolean DEFAULT false NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "deliveries_event_id_consumer_pk" PRIMARY KEY("event_id","consumer")
);
--> statement-breakpoint
CREATE TABLE "shared"."leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shared"."projection_cursors" (
	"projection" text PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"seq" bigint NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "shared"."outbox" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "shared"."deliveries" USING btree ("next_try_at");--> statement-breakpoint
CREATE INDEX "outbox_recorded" ON "shared"."outbox" USING btree ("xid","seq");
--> statement-breakpoint
INSERT INTO "shared"."projection_cursors" ("projection", "xid", "seq") VALUES ('history', '0', 0), ('recipients', '0', 0);--> statement-breakpoint
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/reservation.held', '2000-01-01 00:00:00+09', '{INBOX}', 'MSA Air: no e-mail before payment'),
	('reservation/reservation.created', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/reservation.changed', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/reservation.cancelled', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/reservation.expired', '2000-01-01 00:00:00+09', '{INBOX}', 'MSA Air: no e-mail before payment'),
	('reservation/payment.refused', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('payment/payment.failed', '2000-01-01 00:00:00+09', '{INBOX}', 'MSA Air: no e-mail before payment'),
	('payment/refund.completed', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('mileage/mileage.increased', '2000-01-01 00:00:00+09', '{INBOX}', 'MSA Air'),
	('mileage/mileage.decreased', '2000-01-01 00:00:00+09', '{INBOX}', 'MSA Air');
--> statement-breakpoint
-- Messages about these were on their way in runs of a function that no longer exists: they are published again.
INSERT INTO "shared"."deliveries" ("event_id", "consumer", "published_at", "next_try_at")
	SELECT o.id, case split_part(o.name, '/', 1) when 'payment' then 'notify-on-payment-event'
		when 'mileage' then 'notify-on-mileage-event' else 'notify-on-reservation-event' end,
		now() - interval '25 hours', now()
	FROM "shared"."outbox" o JOIN "notification"."channel_policies" p ON p.event_name = o.name
	WHERE o.published_at > now() - interval '1 day'
		AND NOT EXISTS (SELECT FROM "notification"."messages" m WHERE m.event_id = o.id);

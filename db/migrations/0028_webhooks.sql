CREATE SCHEMA "webhooks";
--> statement-breakpoint
CREATE TABLE "webhooks"."endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"event_types" text[],
	"account_id" uuid,
	"account_email" text,
	"state" text NOT NULL,
	"disabled_cause" text,
	"disabled_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"last_tried_at" timestamp with time zone,
	"listens_from" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "endpoints_state" CHECK ((state = 'ACTIVE') = (disabled_cause is null) and state in ('ACTIVE', 'DISABLED')),
	CONSTRAINT "endpoints_account" CHECK ((account_id is null) = (account_email is null))
);
--> statement-breakpoint
CREATE TABLE "webhooks"."secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"sealed" bytea NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone,
	CONSTRAINT "secrets_sealed" CHECK (octet_length(sealed) > 28)
);
--> statement-breakpoint
CREATE INDEX "secrets_endpoint" ON "webhooks"."secrets" USING btree ("endpoint_id");--> statement-breakpoint
CREATE TABLE "webhooks"."deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhooks"."deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"order_key" uuid NOT NULL,
	"locator" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"given_up_cause" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_once" UNIQUE("endpoint_id","event_id"),
	CONSTRAINT "deliveries_state" CHECK (state in ('PENDING', 'DELIVERED', 'GIVEN_UP') and (state = 'GIVEN_UP') = (given_up_cause is not null))
);
--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "webhooks"."deliveries" USING btree ("endpoint_id","next_try_at","id") WHERE state = 'PENDING';--> statement-breakpoint
CREATE INDEX "deliveries_in_order" ON "webhooks"."deliveries" USING btree ("endpoint_id","order_key","id") WHERE state = 'PENDING';--> statement-breakpoint
CREATE INDEX "deliveries_by_state" ON "webhooks"."deliveries" USING btree ("endpoint_id","state","id");--> statement-breakpoint
CREATE INDEX "deliveries_log" ON "webhooks"."deliveries" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_order" ON "webhooks"."deliveries" USING btree ("order_key");--> statement-breakpoint
CREATE TABLE "webhooks"."attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhooks"."attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" bigint NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"tried_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"status" integer,
	"failure" text,
	"excerpt" text,
	CONSTRAINT "attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "webhooks"."deliveries"("id") ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX "attempts_delivery" ON "webhooks"."attempts" USING btree ("delivery_id","id");--> statement-breakpoint
CREATE INDEX "attempts_endpoint" ON "webhooks"."attempts" USING btree ("endpoint_id","tried_at");--> statement-breakpoint
-- data
-- No endpoint can ask for earlier events: the projection begins here and does not read the log from its start.
INSERT INTO "shared"."projection_cursors" ("projection", "xid", "seq") VALUES ('webhooks', pg_snapshot_xmin(pg_current_snapshot()), 0) ON CONFLICT DO NOTHING;

CREATE SCHEMA "waiting_room";
--> statement-breakpoint
CREATE TABLE "waiting_room"."sale_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"routes" text[] NOT NULL,
	"first_day" date,
	"last_day" date,
	"waits_from" timestamp with time zone NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"shoppers_per_minute" integer NOT NULL,
	"target_p95_ms" integer,
	"most_shoppers" integer NOT NULL,
	"stay_minutes" integer NOT NULL,
	"seed" bytea NOT NULL,
	"seed_hash" text NOT NULL,
	"revealed_seed" text,
	"drawn_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	CONSTRAINT "sale_events_times" CHECK (waits_from <= opens_at and opens_at < closes_at),
	CONSTRAINT "sale_events_days" CHECK (first_day is null or last_day is null or first_day <= last_day),
	CONSTRAINT "sale_events_numbers" CHECK (shoppers_per_minute between 1 and 60000 and most_shoppers between 1 and 1000000 and stay_minutes between 1 and 240 and (target_p95_ms is null or target_p95_ms between 20 and 60000)),
	CONSTRAINT "sale_events_draw" CHECK ((drawn_at is null) = (revealed_seed is null))
);
--> statement-breakpoint
CREATE TABLE "waiting_room"."counters" (
	"sale_event_id" uuid PRIMARY KEY NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"admitted_to" integer DEFAULT 0 NOT NULL,
	"shoppers_per_minute" double precision NOT NULL,
	"paced_at" timestamp with time zone NOT NULL,
	"adapted_at" timestamp with time zone NOT NULL,
	"sold_out" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"all_sold_out" boolean DEFAULT false NOT NULL,
	"sold_out_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "waiting_room"."places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sale_event_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"number" integer,
	"admitted_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"left_at" timestamp with time zone,
	"left_because" text,
	CONSTRAINT "places_admitted" CHECK ((admitted_at is null) = (expires_at is null)),
	CONSTRAINT "places_left" CHECK ((left_at is null) = (left_because is null))
);
--> statement-breakpoint
ALTER TABLE "waiting_room"."counters" ADD CONSTRAINT "counters_sale_event_id_sale_events_id_fk" FOREIGN KEY ("sale_event_id") REFERENCES "waiting_room"."sale_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_room"."places" ADD CONSTRAINT "places_sale_event_id_sale_events_id_fk" FOREIGN KEY ("sale_event_id") REFERENCES "waiting_room"."sale_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sale_events_closes" ON "waiting_room"."sale_events" USING btree ("closes_at");--> statement-breakpoint
CREATE UNIQUE INDEX "places_holder" ON "waiting_room"."places" USING btree ("sale_event_id","holder");--> statement-breakpoint
CREATE UNIQUE INDEX "places_number" ON "waiting_room"."places" USING btree ("sale_event_id","number");--> statement-breakpoint
CREATE INDEX "places_inside" ON "waiting_room"."places" USING btree ("sale_event_id","expires_at") WHERE admitted_at is not null and left_at is null;--> statement-breakpoint
CREATE INDEX "places_of_holder" ON "waiting_room"."places" USING btree ("holder");

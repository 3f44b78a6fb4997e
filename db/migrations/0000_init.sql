CREATE SCHEMA "history";
--> statement-breakpoint
CREATE SCHEMA "identity";
--> statement-breakpoint
CREATE SCHEMA "mileage";
--> statement-breakpoint
CREATE SCHEMA "notification";
--> statement-breakpoint
CREATE SCHEMA "operations";
--> statement-breakpoint
CREATE SCHEMA "payment";
--> statement-breakpoint
CREATE SCHEMA "reservation";
--> statement-breakpoint
CREATE SCHEMA "schedule";
--> statement-breakpoint
CREATE SCHEMA "shared";
--> statement-breakpoint
CREATE SEQUENCE "reservation"."ticket_serial" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 2100000001 CACHE 1;--> statement-breakpoint
CREATE TABLE "history"."entries" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"category" text NOT NULL,
	"reservation_id" uuid,
	"locator" text,
	"summary" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"projected_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."oauth_accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"locale" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mileage"."accounts" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"balance_miles" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mileage"."ledger" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"miles" integer NOT NULL,
	"reservation_id" uuid NOT NULL,
	"locator" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"passenger_id" uuid NOT NULL,
	"designator" text NOT NULL,
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"usable_from" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_sign" CHECK ((kind = 'ACCRUAL') = (miles > 0))
);
--> statement-breakpoint
CREATE TABLE "notification"."messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"locale" text NOT NULL,
	"address" text,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"link" text,
	"data" jsonb NOT NULL,
	"reservation_id" uuid,
	"locator" text,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."recipients" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operations"."dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"function_id" text NOT NULL,
	"run_id" text NOT NULL,
	"event_id" text NOT NULL,
	"event_name" text NOT NULL,
	"event" jsonb NOT NULL,
	"error" text NOT NULL,
	"correlation_id" text,
	"parked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"replayed_at" timestamp with time zone,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "operations"."step_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operations"."step_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" text NOT NULL,
	"function_id" text NOT NULL,
	"step" text NOT NULL,
	"attempt" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"event_name" text NOT NULL,
	"correlation_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"error" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment"."payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"locator" text NOT NULL,
	"locale" text NOT NULL,
	"attempt" integer NOT NULL,
	"amount" bigint NOT NULL,
	"status" text NOT NULL,
	"checkout_session_id" text,
	"checkout_url" text,
	"payment_intent_id" text,
	"last_failure" text,
	"due_at" timestamp with time zone NOT NULL,
	"captured_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp with time zone,
	CONSTRAINT "payments_checkout_session_id_unique" UNIQUE("checkout_session_id"),
	CONSTRAINT "payments_payment_intent_id_unique" UNIQUE("payment_intent_id")
);
--> statement-breakpoint
CREATE TABLE "payment"."provider_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment"."refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"payment_id" uuid NOT NULL,
	"reservation_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"provider_refund_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "refunds_provider_refund_id_unique" UNIQUE("provider_refund_id")
);
--> statement-breakpoint
CREATE TABLE "reservation"."airports" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"city_ko" text NOT NULL,
	"city_en" text NOT NULL,
	"country" text NOT NULL,
	"zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."cabin_layouts" (
	"aircraft_type" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"layouts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."fares" (
	"flight_id" integer NOT NULL,
	"brand" text NOT NULL,
	"cabin" text NOT NULL,
	"amount" bigint NOT NULL,
	"unit_limit" integer NOT NULL,
	CONSTRAINT "fares_flight_id_brand_pk" PRIMARY KEY("flight_id","brand")
);
--> statement-breakpoint
CREATE TABLE "reservation"."flights" (
	"id" integer PRIMARY KEY NOT NULL,
	"designator" text NOT NULL,
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"origin_zone" text NOT NULL,
	"destination_zone" text NOT NULL,
	"origin_country" text NOT NULL,
	"destination_country" text NOT NULL,
	"departure_date" date NOT NULL,
	"arrival_date" date NOT NULL,
	"departs_at" timestamp with time zone NOT NULL,
	"arrives_at" timestamp with time zone NOT NULL,
	"aircraft_type" text NOT NULL,
	"distance_miles" integer NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."inventory_units" (
	"flight_id" integer NOT NULL,
	"cabin" text NOT NULL,
	"unit" smallint NOT NULL,
	"sold" boolean DEFAULT false NOT NULL,
	"reservation_id" uuid,
	"held_until" timestamp with time zone,
	CONSTRAINT "inventory_units_flight_id_cabin_unit_pk" PRIMARY KEY("flight_id","cabin","unit")
);
--> statement-breakpoint
CREATE TABLE "reservation"."passengers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"type" text NOT NULL,
	"surname" text,
	"given_name" text,
	"surname_key" text,
	"korean_name" text,
	"birth_date" date,
	"gender" text,
	"ticket_number" text,
	CONSTRAINT "passengers_ticket_number_unique" UNIQUE("ticket_number"),
	CONSTRAINT "passengers_position" UNIQUE("reservation_id","position")
);
--> statement-breakpoint
CREATE TABLE "reservation"."payment_decisions" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"amount" bigint NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."policies" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservation"."policies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"valid_from" date NOT NULL,
	"rules" jsonb NOT NULL,
	CONSTRAINT "policies_kind_from" UNIQUE("kind","valid_from")
);
--> statement-breakpoint
CREATE TABLE "reservation"."price_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservation"."price_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reservation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"segment_position" smallint NOT NULL,
	"passenger_position" smallint NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."refund_quotes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"paid_amount" bigint NOT NULL,
	"refund_amount" bigint NOT NULL,
	"deductions" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."reservations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"locator" text NOT NULL,
	"status" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"client_key" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"locale" text NOT NULL,
	"contact_email" text NOT NULL,
	"contact_phone" text,
	"adults" smallint NOT NULL,
	"children" smallint NOT NULL,
	"infants" smallint NOT NULL,
	"passengers_complete" boolean DEFAULT false NOT NULL,
	"total_amount" bigint NOT NULL,
	"payment_deadline" timestamp with time zone NOT NULL,
	"price_guaranteed_until" timestamp with time zone NOT NULL,
	"held_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"cancel_cause" text,
	"paid_amount" bigint DEFAULT 0 NOT NULL,
	"refunded_amount" bigint DEFAULT 0 NOT NULL,
	"payment_id" uuid,
	CONSTRAINT "reservations_locator_unique" UNIQUE("locator")
);
--> statement-breakpoint
CREATE TABLE "reservation"."seat_assignments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservation"."seat_assignments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"flight_id" integer NOT NULL,
	"seat" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"passenger_id" uuid NOT NULL,
	"reservation_id" uuid NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."segments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"flight_id" integer NOT NULL,
	"brand" text NOT NULL,
	"cabin" text NOT NULL,
	"brand_rule" jsonb NOT NULL,
	CONSTRAINT "segments_position" UNIQUE("reservation_id","position")
);
--> statement-breakpoint
CREATE TABLE "schedule"."aircraft_types" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"layouts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule"."airports" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"city_ko" text NOT NULL,
	"city_en" text NOT NULL,
	"country" text NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule"."flight_fares" (
	"flight_id" integer NOT NULL,
	"brand" text NOT NULL,
	"cabin" text NOT NULL,
	"amount" bigint NOT NULL,
	"unit_limit" integer NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "flight_fares_brand" UNIQUE("flight_id","brand")
);
--> statement-breakpoint
CREATE TABLE "schedule"."flights" (
	"id" integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "schedule"."flights_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"schedule_id" uuid,
	"designator" text NOT NULL,
	"service_date" date NOT NULL,
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"departs_at" timestamp with time zone NOT NULL,
	"arrives_at" timestamp with time zone NOT NULL,
	"departure_date" date NOT NULL,
	"arrival_date" date NOT NULL,
	"aircraft_type" text NOT NULL,
	"status" text NOT NULL,
	"cancel_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flights_designator_date" UNIQUE("designator","service_date"),
	CONSTRAINT "flights_forward" CHECK ("schedule"."flights"."arrives_at" > "schedule"."flights"."departs_at")
);
--> statement-breakpoint
CREATE TABLE "schedule"."routes" (
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"distance_miles" integer NOT NULL,
	"distance_override_miles" integer,
	"block_minutes" integer NOT NULL,
	CONSTRAINT "routes_pair" UNIQUE("origin","destination")
);
--> statement-breakpoint
CREATE TABLE "schedule"."season_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"designator" text NOT NULL,
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"days" smallint[] NOT NULL,
	"departure_time" text NOT NULL,
	"block_minutes" integer NOT NULL,
	"aircraft_type" text NOT NULL,
	"fares" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shared"."audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shared"."audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"correlation_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shared"."outbox" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shared"."outbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"data" jsonb NOT NULL,
	"correlation_id" uuid NOT NULL,
	"causation_id" uuid,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"parked_reason" text,
	CONSTRAINT "outbox_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "shared"."rate_limits" (
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rate_limits_key_window_start_pk" PRIMARY KEY("key","window_start")
);
--> statement-breakpoint
ALTER TABLE "payment"."refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "payment"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."fares" ADD CONSTRAINT "fares_flight_id_flights_id_fk" FOREIGN KEY ("flight_id") REFERENCES "reservation"."flights"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."passengers" ADD CONSTRAINT "passengers_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."price_lines" ADD CONSTRAINT "price_lines_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."refund_quotes" ADD CONSTRAINT "refund_quotes_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."seat_assignments" ADD CONSTRAINT "seat_assignments_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."segments" ADD CONSTRAINT "segments_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_customer" ON "history"."entries" USING btree ("customer_id","occurred_at" DESC NULLS LAST,"event_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "entries_customer_category" ON "history"."entries" USING btree ("customer_id","category","occurred_at" DESC NULLS LAST,"event_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "entries_reservation" ON "history"."entries" USING btree ("reservation_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "oauth_accounts_once" ON "identity"."oauth_accounts" USING btree ("provider","provider_account_id");--> statement-breakpoint
CREATE INDEX "oauth_accounts_user" ON "identity"."oauth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "identity"."users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_once" ON "mileage"."ledger" USING btree ("segment_id","passenger_id","kind");--> statement-breakpoint
CREATE INDEX "ledger_member" ON "mileage"."ledger" USING btree ("member_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "ledger_reservation" ON "mileage"."ledger" USING btree ("reservation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "notification"."messages" USING btree ("event_id","channel","recipient_id");--> statement-breakpoint
CREATE INDEX "messages_inbox" ON "notification"."messages" USING btree ("recipient_id","created_at" DESC NULLS LAST,"id") WHERE channel = 'INBOX';--> statement-breakpoint
CREATE INDEX "messages_unread" ON "notification"."messages" USING btree ("recipient_id") WHERE channel = 'INBOX' and read_at is null;--> statement-breakpoint
CREATE INDEX "messages_unsent" ON "notification"."messages" USING btree ("created_at") WHERE status <> 'SENT';--> statement-breakpoint
CREATE INDEX "messages_reservation" ON "notification"."messages" USING btree ("reservation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dead_letters_run" ON "operations"."dead_letters" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "dead_letters_open" ON "operations"."dead_letters" USING btree ("parked_at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "step_attempts_correlation" ON "operations"."step_attempts" USING btree ("correlation_id","id");--> statement-breakpoint
CREATE INDEX "step_attempts_failed" ON "operations"."step_attempts" USING btree ("ended_at") WHERE outcome = 'FAILED';--> statement-breakpoint
CREATE UNIQUE INDEX "payments_open" ON "payment"."payments" USING btree ("reservation_id") WHERE status = 'PENDING';--> statement-breakpoint
CREATE UNIQUE INDEX "payments_attempt" ON "payment"."payments" USING btree ("reservation_id","attempt");--> statement-breakpoint
CREATE INDEX "payments_pending" ON "payment"."payments" USING btree ("created_at") WHERE status = 'PENDING';--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_once" ON "payment"."refunds" USING btree ("payment_id","reason");--> statement-breakpoint
CREATE INDEX "refunds_pending" ON "payment"."refunds" USING btree ("created_at") WHERE status = 'PENDING';--> statement-breakpoint
CREATE INDEX "refunds_reservation" ON "payment"."refunds" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "flights_search" ON "reservation"."flights" USING btree ("origin","destination","departure_date");--> statement-breakpoint
CREATE INDEX "units_reservation" ON "reservation"."inventory_units" USING btree ("reservation_id") WHERE reservation_id is not null;--> statement-breakpoint
CREATE INDEX "passengers_surname" ON "reservation"."passengers" USING btree ("surname_key");--> statement-breakpoint
CREATE INDEX "price_lines_reservation" ON "reservation"."price_lines" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "refund_quotes_reservation" ON "reservation"."refund_quotes" USING btree ("reservation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reservations_idempotency" ON "reservation"."reservations" USING btree ("customer_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "reservations_customer" ON "reservation"."reservations" USING btree ("customer_id","held_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reservations_client" ON "reservation"."reservations" USING btree ("client_key") WHERE status = 'HELD';--> statement-breakpoint
CREATE INDEX "reservations_held" ON "reservation"."reservations" USING btree ("payment_deadline") WHERE status = 'HELD';--> statement-breakpoint
CREATE INDEX "reservations_email" ON "reservation"."reservations" USING btree (lower(contact_email));--> statement-breakpoint
CREATE UNIQUE INDEX "seat_once" ON "reservation"."seat_assignments" USING btree ("flight_id","seat") WHERE active;--> statement-breakpoint
CREATE UNIQUE INDEX "seat_per_passenger" ON "reservation"."seat_assignments" USING btree ("segment_id","passenger_id") WHERE active;--> statement-breakpoint
CREATE INDEX "seats_reservation" ON "reservation"."seat_assignments" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "segments_flight" ON "reservation"."segments" USING btree ("flight_id");--> statement-breakpoint
CREATE INDEX "flights_day" ON "schedule"."flights" USING btree ("departure_date","departs_at");--> statement-breakpoint
CREATE INDEX "flights_schedule" ON "schedule"."flights" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "audit_entity" ON "shared"."audit_log" USING btree ("entity","entity_id","id");--> statement-breakpoint
CREATE INDEX "outbox_unpublished" ON "shared"."outbox" USING btree ("seq") WHERE published_at is null and parked_reason is null;--> statement-breakpoint
CREATE INDEX "outbox_correlation" ON "shared"."outbox" USING btree ("correlation_id","seq");--> statement-breakpoint
CREATE INDEX "outbox_name" ON "shared"."outbox" USING btree ("name","seq");--> statement-breakpoint
CREATE INDEX "rate_limits_window" ON "shared"."rate_limits" USING btree ("window_start");
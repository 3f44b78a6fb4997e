CREATE TABLE "reservation"."allotments" (
	"change_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "allotments_change_id_payment_id_pk" PRIMARY KEY("change_id","payment_id")
);
--> statement-breakpoint
CREATE TABLE "reservation"."changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"balance" bigint NOT NULL,
	"quote" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"base_version" integer NOT NULL,
	"cause" text,
	"asked_by_kind" text NOT NULL,
	"asked_by_id" text,
	"waiver_reason" text,
	"quoted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reservation"."charges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservation"."charges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reservation_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"coupon_id" uuid,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservation"."coupons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_number" text NOT NULL,
	"number" smallint NOT NULL,
	"reservation_id" uuid NOT NULL,
	"passenger_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"passenger_type" text NOT NULL,
	"state" text NOT NULL,
	"ended_by" uuid,
	CONSTRAINT "coupons_number" UNIQUE("ticket_number","number")
);
--> statement-breakpoint
CREATE TABLE "reservation"."tickets" (
	"number" text PRIMARY KEY NOT NULL,
	"reservation_id" uuid NOT NULL,
	"passenger_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"successor" text
);
--> statement-breakpoint
-- Two changes may refund one payment now. The version before keeps its refunds apart by the lock on the payment's row.
DROP INDEX "payment"."refunds_once";--> statement-breakpoint
ALTER TABLE "payment"."refunds" ADD COLUMN "change_id" uuid;--> statement-breakpoint
ALTER TABLE "reservation"."payment_decisions" ADD COLUMN "change_id" uuid;--> statement-breakpoint
ALTER TABLE "reservation"."reservations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "reservation"."allotments" ADD CONSTRAINT "allotments_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "reservation"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."changes" ADD CONSTRAINT "changes_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."charges" ADD CONSTRAINT "charges_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "reservation"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."charges" ADD CONSTRAINT "charges_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "reservation"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."coupons" ADD CONSTRAINT "coupons_ticket_number_tickets_number_fk" FOREIGN KEY ("ticket_number") REFERENCES "reservation"."tickets"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."coupons" ADD CONSTRAINT "coupons_passenger_id_passengers_id_fk" FOREIGN KEY ("passenger_id") REFERENCES "reservation"."passengers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."coupons" ADD CONSTRAINT "coupons_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "reservation"."segments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."coupons" ADD CONSTRAINT "coupons_ended_by_changes_id_fk" FOREIGN KEY ("ended_by") REFERENCES "reservation"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."tickets" ADD CONSTRAINT "tickets_passenger_id_passengers_id_fk" FOREIGN KEY ("passenger_id") REFERENCES "reservation"."passengers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation"."tickets" ADD CONSTRAINT "tickets_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "reservation"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allotments_payment" ON "reservation"."allotments" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "changes_reservation" ON "reservation"."changes" USING btree ("reservation_id","quoted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_issue" ON "reservation"."changes" USING btree ("reservation_id") WHERE kind = 'ISSUE' and status = 'DONE';--> statement-breakpoint
CREATE INDEX "changes_done" ON "reservation"."changes" USING btree ("ended_at") WHERE status = 'DONE';--> statement-breakpoint
CREATE INDEX "charges_reservation" ON "reservation"."charges" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "charges_coupon" ON "reservation"."charges" USING btree ("coupon_id");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_live" ON "reservation"."coupons" USING btree ("segment_id","passenger_id") WHERE state in ('OPEN', 'CHECKED_IN', 'FLOWN', 'NO_SHOW', 'SUSPENDED');--> statement-breakpoint
CREATE INDEX "coupons_reservation" ON "reservation"."coupons" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "tickets_reservation" ON "reservation"."tickets" USING btree ("reservation_id");--> statement-breakpoint
-- Money lines are never rewritten: a later change writes the opposite.
CREATE FUNCTION "reservation"."refuse_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% of %.% is refused: its rows are only added', tg_op, tg_table_schema, tg_table_name;
END $$;
--> statement-breakpoint
CREATE TRIGGER "charges_are_added" BEFORE UPDATE OR DELETE ON "reservation"."charges"
	FOR EACH ROW EXECUTE FUNCTION "reservation"."refuse_rewrite"();
--> statement-breakpoint
-- Writes the order of a sold reservation from the columns in which the version before kept it: once for the rows that are
-- there (db/adopt-orders.ts), and from then on for whatever the version before sells or cancels while both run. A
-- reservation that has its order is left alone. A later release drops it.
CREATE FUNCTION "reservation"."adopt_order"("of_reservation" uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r "reservation"."reservations";
	issue uuid := gen_random_uuid();
	cancellation uuid := gen_random_uuid();
	given_up bigint;
BEGIN
	SELECT * INTO r FROM "reservation"."reservations" WHERE id = of_reservation FOR UPDATE;
	IF r.created_at IS NULL OR r.status NOT IN ('CREATED', 'CANCELLED') THEN RETURN; END IF;
	IF NOT EXISTS (SELECT FROM "reservation"."changes"
			WHERE reservation_id = r.id AND kind = 'ISSUE' AND status = 'DONE') THEN
		INSERT INTO "reservation"."changes" (id, reservation_id, kind, status, balance, base_version, asked_by_kind, asked_by_id,
			quoted_at, ended_at)
		VALUES (issue, r.id, 'ISSUE', 'DONE', r.paid_amount, 0, 'CUSTOMER', r.customer_id::text, r.held_at, r.created_at);
		INSERT INTO "reservation"."tickets" (number, reservation_id, passenger_id, change_id)
		SELECT p.ticket_number, r.id, p.id, issue FROM "reservation"."passengers" p
		WHERE p.reservation_id = r.id AND p.ticket_number IS NOT NULL;
		INSERT INTO "reservation"."coupons" (id, ticket_number, number, reservation_id, passenger_id, segment_id, passenger_type,
			state)
		SELECT gen_random_uuid(), p.ticket_number, s.position + 1, r.id, p.id, s.id,
			coalesce(p.segment_types[s.position + 1], p.type), CASE WHEN s.missed_at IS NULL THEN 'OPEN' ELSE 'NO_SHOW' END
		FROM "reservation"."passengers" p JOIN "reservation"."segments" s ON s.reservation_id = p.reservation_id
		WHERE p.reservation_id = r.id AND p.ticket_number IS NOT NULL;
		INSERT INTO "reservation"."charges" (reservation_id, change_id, coupon_id, kind, amount)
		SELECT r.id, issue, k.id, l.kind, l.amount FROM "reservation"."price_lines" l
		JOIN "reservation"."passengers" p ON p.reservation_id = l.reservation_id AND p.position = l.passenger_position
		JOIN "reservation"."segments" s ON s.reservation_id = l.reservation_id AND s.position = l.segment_position
		JOIN "reservation"."coupons" k ON k.passenger_id = p.id AND k.segment_id = s.id
		WHERE l.reservation_id = r.id ORDER BY l.id;
		UPDATE "reservation"."payment_decisions" SET change_id = issue
		WHERE payment_id = r.payment_id AND decision = 'ACCEPTED';
	END IF;
	IF r.status <> 'CANCELLED' OR EXISTS (SELECT FROM "reservation"."changes"
			WHERE reservation_id = r.id AND kind = 'CANCEL' AND status = 'DONE' AND cause = r.cancel_cause AND ended_at >= r.ended_at) THEN
		RETURN;
	END IF;
	IF EXISTS (SELECT FROM "reservation"."changes" WHERE reservation_id = r.id AND kind <> 'ISSUE' AND status = 'DONE') THEN
		RAISE EXCEPTION 'reservation % was changed by a newer release, which has to cancel it', r.id;
	END IF;
	INSERT INTO "reservation"."changes" (id, reservation_id, kind, status, balance, base_version, cause, asked_by_kind, asked_by_id,
		quoted_at, ended_at)
	VALUES (cancellation, r.id, 'CANCEL', 'DONE', -r.refunded_amount, r.version, r.cancel_cause,
		CASE r.cancel_cause WHEN 'AIRLINE' THEN 'SYSTEM' ELSE 'CUSTOMER' END,
		CASE r.cancel_cause WHEN 'AIRLINE' THEN NULL ELSE r.customer_id::text END, r.ended_at, r.ended_at);
	UPDATE "reservation"."reservations" SET version = version + 1 WHERE id = r.id;
	UPDATE "reservation"."coupons" k SET state = 'FLOWN' FROM "reservation"."segments" s
	WHERE k.reservation_id = r.id AND s.id = k.segment_id AND s.kept AND k.state = 'OPEN';
	UPDATE "reservation"."coupons" k SET state = 'REFUNDED', ended_by = cancellation FROM "reservation"."segments" s
	WHERE k.reservation_id = r.id AND s.id = k.segment_id AND NOT s.kept;
	INSERT INTO "reservation"."charges" (reservation_id, change_id, coupon_id, kind, amount)
	SELECT r.id, cancellation, c.coupon_id, c.kind, -sum(c.amount) FROM "reservation"."charges" c
	JOIN "reservation"."coupons" k ON k.id = c.coupon_id WHERE k.ended_by = cancellation GROUP BY c.coupon_id, c.kind;
	-- What was kept of the given-up flights is one fee: which flight it was for is not known any more.
	SELECT coalesce(-sum(amount), 0) INTO given_up FROM "reservation"."charges" WHERE change_id = cancellation;
	IF given_up > r.refunded_amount THEN
		INSERT INTO "reservation"."charges" (reservation_id, change_id, kind, amount)
		VALUES (r.id, cancellation, 'REFUND_FEE', given_up - r.refunded_amount);
	END IF;
	IF r.refunded_amount > 0 THEN
		INSERT INTO "reservation"."allotments" (change_id, payment_id, amount)
		VALUES (cancellation, r.payment_id, r.refunded_amount);
	END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION "reservation"."adopt_changed_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM "reservation"."adopt_order"(new.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
-- Deferred to the commit: the version before writes tickets and refund in any order.
CREATE CONSTRAINT TRIGGER "reservations_have_orders" AFTER UPDATE OF status ON "reservation"."reservations"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	WHEN (new.status IN ('CREATED', 'CANCELLED') AND new.status IS DISTINCT FROM old.status)
	EXECUTE FUNCTION "reservation"."adopt_changed_order"();
--> statement-breakpoint
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/reservation.part-cancelled', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');

ALTER TABLE "reservation"."reservations" ADD COLUMN "split_from" uuid;--> statement-breakpoint
ALTER TABLE "payment"."refunds" ADD COLUMN "locator" text;--> statement-breakpoint
-- A reservation that was split from another has no sale of its own, and nothing to adopt.
CREATE OR REPLACE FUNCTION "reservation"."adopt_order"("of_reservation" uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r "reservation"."reservations";
	issue uuid := gen_random_uuid();
	cancellation uuid := gen_random_uuid();
	given_up bigint;
BEGIN
	SELECT * INTO r FROM "reservation"."reservations" WHERE id = of_reservation FOR UPDATE;
	IF r.created_at IS NULL OR r.status NOT IN ('CREATED', 'CANCELLED') THEN RETURN; END IF;
	IF r.split_from IS NULL AND NOT EXISTS (SELECT FROM "reservation"."changes"
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
-- data
INSERT INTO "notification"."channel_policies" ("event_name", "valid_from", "channels", "source") VALUES
	('reservation/reservation.split', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air'),
	('reservation/name.corrected', '2000-01-01 00:00:00+09', '{INBOX,EMAIL}', 'MSA Air');
--> statement-breakpoint
-- data
-- Gives an airline that sells already the row that the seed gives to an empty database.
INSERT INTO "reservation"."policies" ("kind", "valid_from", "rules")
SELECT 'NAME_CORRECTIONS', '2024-01-01', '{
	"limits": [
		{
			"maxLetters": 3,
			"maxCorrections": 1,
			"source": "MSA Air: as Korean carriers do (up to three letters, once)",
			"validFrom": "2024-01-01",
			"validTo": null
		}
	]
}'::jsonb
WHERE EXISTS (SELECT FROM "reservation"."policies");

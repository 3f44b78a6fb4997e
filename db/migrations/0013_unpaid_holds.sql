CREATE TABLE "reservation"."hold_keys" (
	"customer_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"reservation_id" uuid NOT NULL,
	CONSTRAINT "hold_keys_customer_id_idempotency_key_pk" PRIMARY KEY("customer_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "reservation"."reservations" ADD COLUMN "email_key" text;--> statement-breakpoint
ALTER TABLE "reservation"."reservations" ADD COLUMN "phone_key" text;--> statement-breakpoint
ALTER TABLE "reservation"."reservations" ADD COLUMN "unproven" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reservation"."hold_keys" ADD CONSTRAINT "hold_keys_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "reservation"."reservations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hold_keys_reservation" ON "reservation"."hold_keys" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "reservations_held_email" ON "reservation"."reservations" USING btree ("email_key") WHERE status = 'HELD' and unproven;--> statement-breakpoint
CREATE INDEX "reservations_held_phone" ON "reservation"."reservations" USING btree ("phone_key") WHERE status = 'HELD' and unproven and phone_key is not null;--> statement-breakpoint
CREATE INDEX "reservations_paid" ON "reservation"."reservations" USING btree ("customer_id") WHERE created_at is not null;
--> statement-breakpoint
-- data
-- Gives an airline that sells already the rows that the seed gives to an empty database.
INSERT INTO "reservation"."policies" ("kind", "valid_from", "rules")
SELECT kind, '2024-01-01', rules FROM (VALUES
	('CONNECTIONS', '{
		"minimum": [
			{"scope": "DOMESTIC", "place": "SAME_AIRPORT", "minutes": 20, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null},
			{"scope": "INTERNATIONAL", "place": "SAME_AIRPORT", "minutes": 60, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null},
			{"scope": "DOMESTIC", "place": "SAME_CITY", "minutes": 150, "source": "MSA Air: transfer between two airports of a city", "validFrom": "2024-01-01", "validTo": null},
			{"scope": "INTERNATIONAL", "place": "SAME_CITY", "minutes": 180, "source": "MSA Air: transfer between two airports of a city", "validFrom": "2024-01-01", "validTo": null}
		]
	}'::jsonb),
	('HOLD_CAPS', '{
		"holdsPerCustomer": [{"limit": 5, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null}],
		"holdsPerAddress": [{"limit": 50, "source": "MSA Air: an office or a school behind one address", "validFrom": "2024-01-01", "validTo": null}],
		"holdsPerHour": [{"limit": 30, "source": "MSA Air", "validFrom": "2024-01-01", "validTo": null}],
		"unitsPerContact": [{"limit": 9, "source": "MSA Air: the largest party of one reservation", "validFrom": "2024-01-01", "validTo": null}],
		"unprovenSharePercent": [{"limit": 30, "source": "MSA Air: 20 new accounts held 180 of 252 seats", "validFrom": "2024-01-01", "validTo": null}]
	}'::jsonb)
) AS added (kind, rules)
WHERE EXISTS (SELECT FROM "reservation"."policies");

-- An order is written before the payment service is asked: it is what a retry and a late webhook find again.
CREATE TABLE purchase_order (
    id uuid PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    account_id bigint NOT NULL REFERENCES account,
    buyer_name text NOT NULL,
    buyer_email text NOT NULL,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    tier text NOT NULL,
    item text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    state text NOT NULL CHECK (state IN ('CREATED', 'PAID', 'CANCELLED', 'EXPIRED')),
    checkout_session text UNIQUE,
    payment_reference text,
    problem text,
    created_at timestamptz NOT NULL,
    paid_at timestamptz,
    check_at timestamptz NOT NULL,
    checks integer NOT NULL DEFAULT 0,
    CHECK ((state = 'PAID') = (paid_at IS NOT NULL))
);

CREATE INDEX purchase_order_account ON purchase_order (account_id, number);
-- However often somebody presses the button, they have one open order for a level.
CREATE UNIQUE INDEX purchase_order_open ON purchase_order (account_id, level) WHERE state = 'CREATED';
CREATE INDEX purchase_order_check ON purchase_order (check_at) WHERE state = 'CREATED';

CREATE TABLE stripe_event (
    id text PRIMARY KEY,
    type text NOT NULL,
    order_id uuid REFERENCES purchase_order,
    outcome text NOT NULL,
    received_at timestamptz NOT NULL
);

CREATE INDEX stripe_event_order ON stripe_event (order_id);

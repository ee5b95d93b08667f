CREATE TABLE enrollment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    tier text NOT NULL,
    order_id uuid NOT NULL UNIQUE REFERENCES purchase_order,
    created_at timestamptz NOT NULL,
    UNIQUE (account_id, level)
);

-- sent_at stays null where mail is kept for the browser, and until an SMTP server took it.
ALTER TABLE outbox_mail
    ADD COLUMN sent_at timestamptz,
    ADD COLUMN tries integer NOT NULL DEFAULT 0,
    ADD COLUMN next_try_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN problem text NOT NULL DEFAULT '';

CREATE INDEX outbox_mail_due ON outbox_mail (next_try_at) WHERE sent_at IS NULL;

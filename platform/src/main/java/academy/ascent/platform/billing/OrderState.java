package academy.ascent.platform.billing;

/** Where an order stands; a payment that arrives wins over everything else. */
enum OrderState {
    CREATED,
    PAID,
    CANCELLED,
    EXPIRED
}

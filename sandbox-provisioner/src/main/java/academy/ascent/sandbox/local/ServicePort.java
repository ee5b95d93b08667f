package academy.ascent.sandbox.local;

/** A port where a Service is asked. */
record ServicePort(String service, int number) {}

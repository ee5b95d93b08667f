package academy.ascent.reference.config;

/**
 * What this machine costs.
 *
 * @param cpuHour for one processor for one hour
 * @param gibHour for one GiB of memory for one hour
 * @param currency the three letters of ISO 4217
 */
public record PricesConfig(double cpuHour, double gibHour, String currency) {}

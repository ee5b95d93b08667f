/**
 * What the fuzzer feeds with bytes, one class a reader: each throws if a reader breaks or believes a lie.
 * {@code ./ascent fuzz} runs them; their seeds, and whatever was found once, also run with the plain tests.
 */
package academy.ascent.reference.fuzz;

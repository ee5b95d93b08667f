package academy.ascent.reference.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the predictions of one model or route are explained.
 *
 * @param predictor the model's or route's name
 * @param reference a CSV file of rows that stand for "not known"
 * @param referenceRows how many of them are drawn, at most
 * @param columns the file's columns in the order of the predictor's one input; empty where the predictor names its own
 * @param output the output that is explained
 * @param index which element of a row's output, from 0
 * @param samples how many pairs of orders are drawn, at most
 * @param standardError stop sooner once every value's standard error is as small; 0 to draw all samples
 * @param seed makes an explanation repeatable
 * @param atOnce how many explanations run at once; more are refused
 * @param timeout after which an explanation ends with what it has
 */
public record ExplanationConfig(
        String predictor,
        Path reference,
        int referenceRows,
        List<String> columns,
        String output,
        int index,
        int samples,
        double standardError,
        long seed,
        int atOnce,
        Duration timeout,
        Source source) {}

/**
 * Owns the reading of MLflow's file store: experiments, runs, what they logged and the models that belong to them. Exports
 * {@link academy.ascent.grader.mlflow.MlflowStore}; it judges nothing but whether the files are what MLflow writes.
 */
@NullMarked
package academy.ascent.grader.mlflow;

import org.jspecify.annotations.NullMarked;

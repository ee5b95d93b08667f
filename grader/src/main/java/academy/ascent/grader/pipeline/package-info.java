/**
 * Owns compiled Kubeflow pipelines (KFP v2 intermediate representation): how they are read, and what makes one complete
 * and consistent in itself. Exports {@link academy.ascent.grader.pipeline.PipelineFile}; what a lab asks is not known here.
 */
@NullMarked
package academy.ascent.grader.pipeline;

import org.jspecify.annotations.NullMarked;
